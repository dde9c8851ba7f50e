using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>A time zone by its IANA name.</summary>
internal sealed partial class ZoneKind : Kind<TimeZoneInfo>
{
    private const string Pattern = "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$";

    private const int MaxLength = 63;

    public override string Expected =>
        "the IANA name of a time zone that this installation knows, such as Europe/Berlin or UTC";

    public override bool TryRead(Spot spot, FaultList faults, [MaybeNullWhen(false)] out TimeZoneInfo value)
    {
        value = null;
        return (
                spot.Node is YamlNode.Scalar { Kind: ScalarKind.Text, Text: { Length: <= MaxLength } text }
                // Names lead to files of the system: nothing but names may be looked for.
                && Name().IsMatch(text)
                && TimeZoneInfo.TryFindSystemTimeZoneById(text, out value)
            ) || Wrong(spot, faults);
    }

    public override JsonObject Schema(KnownPlugins plugins) =>
        new()
        {
            ["type"] = "string",
            ["pattern"] = Pattern,
            ["maxLength"] = MaxLength,
        };

    [GeneratedRegex(
        Pattern,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex Name();
}
