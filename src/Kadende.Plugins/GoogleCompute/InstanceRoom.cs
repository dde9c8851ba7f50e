using System.Globalization;
using System.Text.Json;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.GoogleCompute;

/// <summary>Compares what regions have left of their quotas with what more instances need.</summary>
internal sealed class InstanceRoom(GoogleApi api, InstanceProperties properties, GoogleComputeOptions options)
{
    /// <summary>Families that have no quota of their own: they share the one that is called like all processors.</summary>
    private static readonly string[] Sharing = ["e2", "n1", "f1", "g1"];

    private string MachineType => properties.MachineType ?? options.MachineType;

    public async Task<IReadOnlyList<PropertyFault>> FindAsync(int more, CancellationToken cancellationToken)
    {
        string[] zones = properties.Zones is { Count: > 0 } named
            ? [.. named.Select(zone => zone.Text)]
            : [options.Zone];
        // Slots go through the zones in turn, so each gets its share and the first ones what is left.
        var shares = zones
            .Select((zone, i) => (Zone: zone, Count: more / zones.Length + (i < more % zones.Length ? 1 : 0)))
            .GroupBy(share => InstanceBody.RegionOf(share.Zone), StringComparer.Ordinal);
        var faults = await Task.WhenAll(
            shares.Select(region =>
                FindAsync(region.Key, region.First().Zone, region.Sum(share => share.Count), cancellationToken)
            )
        );
        return [.. faults.OfType<PropertyFault>()];
    }

    private async Task<PropertyFault?> FindAsync(
        string region,
        string zone,
        int count,
        CancellationToken cancellationToken
    )
    {
        var asking = api.FindAsync($"/regions/{region}", cancellationToken);
        var typing = api.FindAsync($"/zones/{zone}/machineTypes/{MachineType}", cancellationToken);
        await Task.WhenAll(asking, typing);
        var quotas = ((await asking)?.ItemsOf("quotas") ?? [])
            .DistinctBy(quota => quota.TextOf("metric"))
            .ToDictionary(quota => quota.TextOf("metric") ?? "", StringComparer.Ordinal);
        var processors = (long)count * ((await typing)?.WholeOf("guestCpus") ?? 0);
        (string Metric, long Needed)[] needs =
        [
            (ProcessorsOf(quotas), processors),
            ("INSTANCES", count),
            ("IN_USE_ADDRESSES", properties.HasExternalAddress ? count : 0),
        ];
        return needs
            .Select(need => quotas.TryGetValue(need.Metric, out var quota) ? TooLittle(need.Needed, quota) : null)
            .FirstOrDefault(fault => fault is not null);

        PropertyFault? TooLittle(long needed, JsonElement quota) =>
            NumberOf(quota, "limit") is { } limit
            && limit - (NumberOf(quota, "usage") ?? 0) is var left
            && left < needed
                ? new PropertyFault(
                    properties.MachineTypePath,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{count} more instances of {MachineType} need {needed} of the quota {quota.TextOf("metric")} in {region}, which is {limit} and has {Math.Max(0, left)} left: choose another type or region or fewer instances, or ask Google for more."
                    )
                )
                : null;
    }

    private string ProcessorsOf(Dictionary<string, JsonElement> quotas)
    {
        // Spot instances count against the common quota where a project was given none for them.
        if (properties.IsSpot && quotas.TryGetValue("PREEMPTIBLE_CPUS", out var spot) && NumberOf(spot, "limit") is > 0)
        {
            return "PREEMPTIBLE_CPUS";
        }

        var family = MachineType.Split('-')[0];
        var own = $"{family.ToUpperInvariant()}_CPUS";
        return Sharing.Contains(family, StringComparer.Ordinal) || !quotas.ContainsKey(own) ? "CPUS" : own;
    }

    /// <summary>Google writes whole numbers here with a fraction of nothing.</summary>
    private static decimal? NumberOf(JsonElement quota, string name) =>
        quota.Field(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var value)
            ? value
            : null;
}
