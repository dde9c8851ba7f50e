using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;
using Kadende.Sdk;

namespace Kadende.Core.Specs.Language;

/// <summary>Labels that are put on machines.</summary>
internal sealed class LabelsKind : Kind<IReadOnlyDictionary<string, string>>
{
    /// <summary>How many labels a machine gets from a spec, those of the groups around it included.</summary>
    public const int MaxLabels = 50;

    private const int MaxKey = 63;
    private const int MaxValue = 255;

    private const string KeyRule =
        "1 to 63 of letters, digits, '.', '_', '-' and '/', beginning with a letter or a digit";

    public static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>(
        StringComparer.Ordinal
    );

    private static readonly TextKind Value = new(
        $"text of at most {MaxValue} characters without line breaks",
        0,
        MaxValue,
        text => !text.Any(char.IsControl)
    );

    public override string Expected => $"a mapping of at most {MaxLabels} labels";

    public override bool TryRead(Spot spot, FaultList faults, out IReadOnlyDictionary<string, string> value)
    {
        value = None;
        if (spot.Node is not YamlNode.Mapping { Entries.Count: <= MaxLabels } mapping)
        {
            return Wrong(spot, faults);
        }

        var before = faults.Count;
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in mapping.Entries)
        {
            var label = spot.Child(entry.Key, entry.Value);
            if (FaultOf(entry.Key) is { } fault)
            {
                faults.Add(label.Path, entry.KeyPlace, fault);
            }

            if (Value.TryRead(label, faults, out var text))
            {
                labels[entry.Key] = text;
            }
        }

        value = labels;
        return faults.Count == before;
    }

    public override JsonObject Schema(KnownPlugins plugins) =>
        new()
        {
            ["type"] = "object",
            ["maxProperties"] = MaxLabels,
            ["patternProperties"] = new JsonObject
            {
                ["^(?!kadende\\.)[A-Za-z0-9][A-Za-z0-9._/-]{0,62}$"] = Value.Schema(plugins),
            },
            ["additionalProperties"] = false,
        };

    private static string? FaultOf(string key) =>
        key.StartsWith(LabelNames.Prefix, StringComparison.OrdinalIgnoreCase)
            ? $"{Wording.Quote(key)} begins with '{LabelNames.Prefix}', which is kept for Kadende's own labels; name it otherwise."
        : IsKey(key) ? null
        : $"{Wording.Quote(key)} cannot be the key of a label; use {KeyRule}.";

    private static bool IsKey(string key) =>
        key.Length is > 0 and <= MaxKey
        && char.IsAsciiLetterOrDigit(key[0])
        && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/');
}
