using System.Buffers;
using System.Globalization;
using System.Text;
using Kadende.Sdk;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Azure;

/// <summary>
/// Labels as tags. What Azure does not take in the name of a tag is written as <c>~</c> and four hexadecimal digits, so that every
/// label is found again exactly.
/// </summary>
internal static class AzureTags
{
    private const int MostTags = 50;
    private const int LongestName = 512;
    private const int LongestValue = 256;
    private const char Escape = '~';

    /// <summary>Not a label: labels of users cannot begin with the prefix of this name.</summary>
    private const string LogicalId = LabelNames.Prefix + "logical-id";

    private static readonly SearchValues<char> Refused = SearchValues.Create("<>%&\\?/~");

    /// <summary>Azure keeps names with these beginnings for itself.</summary>
    private static readonly string[] Reserved = ["microsoft", "azure", "windows"];

    /// <exception cref="RequestRejectedException">The labels do not fit into tags; the message says which.</exception>
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> labels, string? logicalId = null)
    {
        // Azure compares the names of tags without case.
        var tags = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (label, value) in labels)
        {
            var name = Encode(label);
            Check(label, name, value);
            if (!tags.TryAdd(name, value))
            {
                throw new RequestRejectedException(
                    $"The label '{label}' differs from another only in case, which Azure's tags do not tell apart: rename one of them."
                );
            }
        }

        if (logicalId is not null)
        {
            tags[LogicalId] = logicalId;
        }

        return tags.Count <= MostTags
            ? tags
            : throw new RequestRejectedException(
                $"The machine would have {tags.Count} tags and Azure takes {MostTags}: remove some of the group's labels."
            );
    }

    public static Dictionary<string, string> Labels(IReadOnlyDictionary<string, string> tags) =>
        tags.Where(tag => tag.Key != LogicalId)
            .ToDictionary(tag => Decode(tag.Key), tag => tag.Value, StringComparer.Ordinal);

    public static string? LogicalIdOf(IReadOnlyDictionary<string, string> tags) => tags.GetValueOrDefault(LogicalId);

    public static string Encode(string label)
    {
        var reserved = Reserved.Any(word => label.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        var name = new StringBuilder(label.Length);
        for (var i = 0; i < label.Length; i++)
        {
            if ((i == 0 && reserved) || char.IsControl(label[i]) || Refused.Contains(label[i]))
            {
                name.Append(Escape).Append(((int)label[i]).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                name.Append(label[i]);
            }
        }

        return name.ToString();
    }

    /// <summary>Names that nobody encoded, such as those of tags that people set, are given back as they are.</summary>
    public static string Decode(string name)
    {
        var label = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (
                name[i] == Escape
                && i + 4 < name.Length
                && ushort.TryParse(
                    name.AsSpan(i + 1, 4),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var code
                )
            )
            {
                label.Append((char)code);
                i += 4;
            }
            else
            {
                label.Append(name[i]);
            }
        }

        return label.ToString();
    }

    private static void Check(string label, string name, string value)
    {
        if (name.Length > LongestName)
        {
            throw new RequestRejectedException(
                $"The label '{label}' is longer than the {LongestName} characters of a tag's name: shorten it."
            );
        }

        if (value.Length > LongestValue)
        {
            throw new RequestRejectedException(
                $"The value of the label '{label}' is longer than the {LongestValue} characters of a tag's value: shorten it."
            );
        }
    }
}
