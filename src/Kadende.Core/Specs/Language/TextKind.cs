using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>
/// A piece of text. A number or a boolean without quotes is taken as it is written, so that <c>version: 1.10</c> means what it shows.
/// </summary>
internal sealed class TextKind(
    string expected,
    int minLength,
    int maxLength,
    Func<string, bool> isGood,
    string? pattern = null
) : Kind<string>
{
    public static readonly TextKind Name = new(
        $"a name ({SpecNames.Rule})",
        1,
        SpecNames.MaxLength,
        SpecNames.IsName,
        NamePattern
    );

    /// <summary><see cref="SpecNames.IsName"/> as a regular expression.</summary>
    public const string NamePattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$";

    public override string Expected => expected;

    public static TextKind Line(string expected, int maxLength) =>
        new(expected, 1, maxLength, text => !text.Any(char.IsControl) && !string.IsNullOrWhiteSpace(text));

    public override bool TryRead(Spot spot, FaultList faults, out string value)
    {
        value = spot.Node is YamlNode.Scalar { Kind: not ScalarKind.Null } scalar ? scalar.Text : "";
        return (
                spot.Node is YamlNode.Scalar { Kind: not ScalarKind.Null }
                && value.Length >= minLength
                && value.Length <= maxLength
                && isGood(value)
            ) || Wrong(spot, faults);
    }

    public override JsonObject Schema(KnownPlugins plugins)
    {
        var schema = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") };
        if (minLength > 0)
        {
            schema["minLength"] = minLength;
        }

        if (maxLength < int.MaxValue)
        {
            schema["maxLength"] = maxLength;
        }

        if (pattern is not null)
        {
            schema["pattern"] = pattern;
        }

        return schema;
    }
}
