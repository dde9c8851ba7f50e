using Kadende.Core.Specs;
using Kadende.Sdk.Health;

namespace Kadende.Core.Planning;

/// <summary>Makes one look at a node of what its checks said.</summary>
public static class HealthCombination
{
    public static HealthLook Combine(CheckCombination how, IReadOnlyList<HealthReading> readings)
    {
        var bad = readings.OfType<HealthReading.Unhealthy>().ToList();
        var isBad = how switch
        {
            CheckCombination.Any => bad.Count > 0,
            CheckCombination.All => bad.Count == readings.Count && bad.Count > 0,
            _ => throw new ArgumentOutOfRangeException(nameof(how)),
        };
        if (isBad)
        {
            return new HealthLook.Bad(string.Join("; ", bad.Select(reading => reading.Reason)));
        }

        var isGood = how switch
        {
            CheckCombination.Any => readings.All(reading => reading is HealthReading.Healthy),
            CheckCombination.All => readings.Any(reading => reading is HealthReading.Healthy),
            _ => throw new ArgumentOutOfRangeException(nameof(how)),
        };
        return isGood
            ? new HealthLook.Good()
            : new HealthLook.Unclear(
                string.Join("; ", readings.OfType<HealthReading.Unknown>().Select(reading => reading.Reason))
            );
    }
}
