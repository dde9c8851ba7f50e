using System.Globalization;

namespace Kadende.Core.Specs;

/// <summary>How durations are written: a whole number and one of the units <c>ms</c>, <c>s</c>, <c>m</c> and <c>h</c>.</summary>
public static class DurationText
{
    private const int MostDigits = 9;

    public static bool TryParse(string? text, out TimeSpan value)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var unit = digits is > 0 and <= MostDigits ? MillisecondsOf(text![digits..]) : 0;
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
