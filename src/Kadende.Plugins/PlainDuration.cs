using System.Globalization;
using Kadende.Core.Specs;

namespace Kadende.Plugins;

/// <summary>Durations as users write them, such as <c>500ms</c>, <c>15s</c>, <c>10m</c> or <c>2h</c>.</summary>
internal static class PlainDuration
{
    /// <summary>What a schema asks of such a text.</summary>
    public const string Pattern = "^[0-9]{1,6}(ms|s|m|h)$";

    /// <param name="text">Fits <see cref="Pattern"/>.</param>
    /// <exception cref="FormatException">It does not.</exception>
    public static TimeSpan Parse(string text) =>
        DurationText.TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not a duration.");

    public static string InWords(TimeSpan time) =>
        time < TimeSpan.FromSeconds(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.#}ms")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#}s");
}
