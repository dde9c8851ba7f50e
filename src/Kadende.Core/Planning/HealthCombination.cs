using Kadende.Core.Specs;
using Kadende.Sdk.Health;

namespace Kadende.Core.Planning;

/// <summary>Makes one look at a node of what its checks said.</summary>
public static class HealthCombination
{
    /// <param name="readings">What each check said, with the check's type, in the order of the spec.</param>
    public static HealthLook Combine(CheckCombination how, IReadOnlyList<(string Type, HealthReading Reading)> readings)
    {
        var bad = readings.Where(one => one.Reading is HealthReading.Unhealthy).ToList();
        var isBad = how switch
        {
            CheckCombination.Any => bad.Count > 0,
            CheckCombination.All => bad.Count == readings.Count && bad.Count > 0,
            _ => throw new ArgumentOutOfRangeException(nameof(how)),
        };
        if (isBad)
        {
            return new HealthLook.Bad(Reasons(bad), Types(bad));
        }

        var isGood = how switch
        {
            CheckCombination.Any => readings.All(one => one.Reading is HealthReading.Healthy),
            CheckCombination.All => readings.Any(one => one.Reading is HealthReading.Healthy),
            _ => throw new ArgumentOutOfRangeException(nameof(how)),
        };
        if (isGood)
        {
            return new HealthLook.Good();
        }

        var unclear = readings.Where(one => one.Reading is HealthReading.Unknown).ToList();
        return new HealthLook.Unclear(Reasons(unclear), Types(unclear));
    }

    private static string Reasons(IEnumerable<(string Type, HealthReading Reading)> readings) =>
        string.Join("; ", readings.Select(one => ReasonOf(one.Reading)));

    private static string Types(IEnumerable<(string Type, HealthReading Reading)> readings) =>
        string.Join(", ", readings.Select(one => one.Type).Distinct(StringComparer.Ordinal));

    private static string ReasonOf(HealthReading reading) =>
        reading switch
        {
            HealthReading.Unhealthy unhealthy => unhealthy.Reason,
            HealthReading.Unknown unknown => unknown.Reason,
            HealthReading.Healthy => "healthy",
            _ => throw new InvalidOperationException("A reading of a kind that does not exist."),
        };
}
