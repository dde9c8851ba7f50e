using System.Text.Json;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.GoogleCompute;

/// <summary>
/// Labels within Google's rules, and back exactly. What fits is a label of the instance, by which listings are narrowed; what is too long
/// for one stands in a metadata item as JSON.
/// </summary>
internal static class GoogleLabels
{
    /// <summary>The metadata item of the long ones.</summary>
    public const string Item = "kadende-labels";

    private const int MaxLength = 63;
    private const int MaxLabels = 64;

    /// <summary>The label as Google takes it; null when it does not fit.</summary>
    public static (string Key, string Value)? Short(string key, string value)
    {
        var (name, text) = (LabelText.Encode(key), LabelText.Encode(value));
        return name.Length is > 0 and <= MaxLength && text.Length <= MaxLength && char.IsAsciiLetterLower(name[0])
            ? (name, text)
            : null;
    }

    /// <summary>Those that fit, and the others as they are.</summary>
    public static (Dictionary<string, string> Short, Dictionary<string, string> Long) Split(
        IEnumerable<KeyValuePair<string, string>> labels
    )
    {
        var fitting = new Dictionary<string, string>(StringComparer.Ordinal);
        var others = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in labels)
        {
            if (Short(key, value) is { } label)
            {
                fitting[label.Key] = label.Value;
            }
            else
            {
                others[key] = value;
            }
        }

        return fitting.Count <= MaxLabels
            ? (fitting, others)
            : throw new RequestRejectedException(
                $"The machine would have {fitting.Count} labels: Google takes at most {MaxLabels}."
            );
    }

    /// <summary>The text of the metadata item.</summary>
    public static string Write(IReadOnlyDictionary<string, string> others) =>
        JsonSerializer.Serialize(new SortedDictionary<string, string>(others.ToDictionary(), StringComparer.Ordinal));

    /// <summary>What stands in the metadata item; nothing when it is none of ours.</summary>
    public static Dictionary<string, string> Read(string? item)
    {
        try
        {
            return item is null
                ? []
                : new(JsonSerializer.Deserialize<Dictionary<string, string>>(item) ?? [], StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Every label of an instance; those that nobody can have encoded are passed over.</summary>
    public static Dictionary<string, string> Join(
        IEnumerable<KeyValuePair<string, string>> labels,
        IReadOnlyDictionary<string, string> others
    )
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in labels)
        {
            if (LabelText.Decode(name) is { } key && LabelText.Decode(text) is { } value)
            {
                all[key] = value;
            }
        }

        // While a label changes from one place to the other it stands in both, with the new value in the metadata.
        foreach (var (key, value) in others)
        {
            all[key] = value;
        }

        return all;
    }

    /// <summary>What narrows a listing to instances that may carry all of the labels; empty when none of them can.</summary>
    public static string FilterFor(IReadOnlyDictionary<string, string> labels) =>
        string.Join(
            " AND ",
            labels
                .Where(label => label.Value.Length > 0)
                .Select(label => Short(label.Key, label.Value))
                .OfType<(string Key, string Value)>()
                .Select(label => $"(labels.{label.Key}=\"{label.Value}\")")
        );
}
