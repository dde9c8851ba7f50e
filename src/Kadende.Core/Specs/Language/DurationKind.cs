using System.Globalization;
using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>A time span: a whole number and one of the units <c>ms</c>, <c>s</c>, <c>m</c> and <c>h</c>.</summary>
internal sealed class DurationKind(string min, string max) : Kind<TimeSpan>
{
    private const int MostDigits = 9;

    private readonly TimeSpan _min = Parse(min);
    private readonly TimeSpan _max = Parse(max);

    public override string Expected => $"a duration from {min} to {max}, such as 500ms, 15s, 10m or 2h";

    public override bool TryRead(Spot spot, FaultList faults, out TimeSpan value)
    {
        value = default;
        return (
                spot.Node is YamlNode.Scalar { Kind: ScalarKind.Text } scalar
                && TryParse(scalar.Text, out value)
                && value >= _min
                && value <= _max
            ) || Wrong(spot, faults);
    }

    public override JsonObject Schema(KnownPlugins plugins) =>
        new() { ["type"] = "string", ["pattern"] = "^[0-9]{1,9}(ms|s|m|h)$" };

    private static TimeSpan Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not a duration.");

    private static bool TryParse(string text, out TimeSpan value)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var unit = digits is > 0 and <= MostDigits ? MillisecondsOf(text[digits..]) : 0;
        value =
            unit == 0
                ? default
                : TimeSpan.FromMilliseconds(unit * long.Parse(text.AsSpan(0, digits), CultureInfo.InvariantCulture));
        return unit > 0;
    }

    private static long MillisecondsOf(string unit) =>
        unit switch
        {
            "ms" => 1,
            "s" => 1000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => 0,
        };
}
