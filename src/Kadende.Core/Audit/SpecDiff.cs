using System.Globalization;
using Kadende.Core.Clusters;

namespace Kadende.Core.Audit;

/// <summary>What is different between two specs, with what was set beside their texts.</summary>
public static class SpecDiff
{
    /// <param name="before">Null: there was none.</param>
    public static string Of(SpecSource? before, SpecSource after) =>
        LineDiff.Of(before is null ? [] : LinesOf(before), LinesOf(after));

    /// <summary>Sizes set by hand and chosen versions follow the text as comments.</summary>
    private static string[] LinesOf(SpecSource source) =>
        [
            .. source.Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'),
            .. source
                .Sizes.OrderBy(size => size.Key)
                .Select(size =>
                    string.Create(CultureInfo.InvariantCulture, $"# size of {size.Key} set by hand: {size.Value.Size}")
                    + (size.Value.Until is { } until ? $", until {until:u}" : "")
                ),
            .. source
                .Pins.OrderBy(pins => pins.Key)
                .SelectMany(pins =>
                    pins.Value.OrderBy(pin => pin.Key, StringComparer.Ordinal)
                        .Select(pin => $"# version of {pin.Key} in {pins.Key}: {pin.Value}")
                ),
        ];
}
