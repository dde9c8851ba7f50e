using System.Globalization;

namespace Kadende.Plugins;

/// <summary>Durations as users write them, such as <c>500ms</c>, <c>15s</c>, <c>10m</c> or <c>2h</c>.</summary>
internal static class PlainDuration
{
    /// <summary>What a schema asks of such a text.</summary>
    public const string Pattern = "^[0-9]{1,6}(ms|s|m|h)$";

    /// <param name="text">Fits <see cref="Pattern"/>.</param>
    public static TimeSpan Parse(string text)
    {
        var unitAt = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var number = int.Parse(text.AsSpan(0, unitAt), NumberStyles.None, CultureInfo.InvariantCulture);
        return text[unitAt..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromHours(number),
        };
    }

    public static string InWords(TimeSpan time) =>
        time < TimeSpan.FromSeconds(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.#}ms")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#}s");
}
