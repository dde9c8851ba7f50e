using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>A time span: a whole number and one of the units <c>ms</c>, <c>s</c>, <c>m</c> and <c>h</c>.</summary>
internal sealed class DurationKind(string min, string max) : Kind<TimeSpan>
{
    private readonly TimeSpan _min = Parse(min);
    private readonly TimeSpan _max = Parse(max);

    public override string Expected => $"a duration from {min} to {max}, such as 500ms, 15s, 10m or 2h";

    public override bool TryRead(Spot spot, FaultList faults, out TimeSpan value)
    {
        value = default;
        return (
                spot.Node is YamlNode.Scalar { Kind: ScalarKind.Text } scalar
                && DurationText.TryParse(scalar.Text, out value)
                && value >= _min
                && value <= _max
            ) || Wrong(spot, faults);
    }

    public override JsonObject Schema(KnownPlugins plugins) =>
        new() { ["type"] = "string", ["pattern"] = "^[0-9]{1,9}(ms|s|m|h)$" };

    private static TimeSpan Parse(string text) =>
        DurationText.TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not a duration.");
}
