using System.Globalization;

namespace Kadende.Simulation.Tests.Scenarios;

/// <summary>What a user of a simulation writes about one group.</summary>
internal sealed record GroupWish
{
    public required string Name { get; init; }

    public required int Size { get; init; }

    /// <summary>Null: the group has a size.</summary>
    public IReadOnlyList<string>? LogicalIds { get; init; }

    /// <summary>Sizes at certain times; null: none, as for a group with fixed identities.</summary>
    public ScalingWish? Scaling { get; init; }

    public string Cloud { get; init; } = "default";

    public string Zone { get; init; } = "zone-1";

    /// <summary>A change of it makes every machine outdated.</summary>
    public int Configuration { get; init; } = 1;

    /// <summary>A change of it is labelled in place.</summary>
    public int Label { get; init; } = 1;

    public bool HasChecks { get; init; }

    public string Interval { get; init; } = "1m";

    public string Grace { get; init; } = "0s";

    public int UnhealthyAfter { get; init; } = 2;

    public int HealthyAfter { get; init; } = 1;

    public bool Auto { get; init; } = true;

    public string Order { get; init; } = "launchFirst";

    public string MaxInFlight { get; init; } = "10%";

    public string Breaker { get; init; } = "40%";

    public int Retries { get; init; } = 3;

    public string MaxSurge { get; init; } = "1";

    public string MaxUnavailable { get; init; } = "0";

    public string Strategy { get; init; } = "rolling";

    public string MinReady { get; init; } = "0s";

    public string Mode { get; init; } = "enforce";

    public string Terminate { get; init; } = "oldest";

    public string Unknown { get; init; } = "delete";

    public string CreateTimeout { get; init; } = "10m";

    /// <summary>Its machines have work that they take up and let go of.</summary>
    public bool Works { get; init; }

    public string DrainTimeout { get; init; } = "5m";

    public bool Paused { get; init; }

    public static GroupWish Draw(Random chance, string name, string interval)
    {
        var size = chance.Next(8) switch
        {
            0 => 1,
            < 7 => chance.Next(2, 7),
            _ => chance.Next(7, 16),
        };
        var hasIds = chance.Next(5) == 0;
        var surge = chance.Pick("1", "1", "2", "0", "34%");
        return new GroupWish
        {
            Name = name,
            Size = size,
            LogicalIds = hasIds ? [.. Enumerable.Range(1, Math.Min(size, 6)).Select(IdOf)] : null,
            Scaling = !hasIds && chance.Next(4) == 0 ? ScalingWish.Draw(chance, size, interval) : null,
            Zone = chance.Pick("zone-1", "zone-2"),
            HasChecks = chance.Next(4) > 0,
            Interval = interval,
            Grace = chance.Pick("0s", "20s", "90s"),
            UnhealthyAfter = chance.Next(1, 4),
            HealthyAfter = interval.EndsWith('s') ? chance.Next(1, 3) : 1,
            Auto = chance.Next(12) > 0,
            Order = chance.Pick("launchFirst", "launchFirst", "terminateFirst"),
            MaxInFlight = chance.Pick("10%", "1", "2", "50%"),
            Breaker = chance.Pick("40%", "40%", "25%", "60%"),
            Retries = chance.Next(1, 4),
            MaxSurge = surge,
            MaxUnavailable = surge == "0" ? chance.Pick("1", "2", "50%") : chance.Pick("0", "0", "1", "30%"),
            Strategy = chance.Next(8) > 0 ? "rolling" : "onDelete",
            MinReady = chance.Pick("0s", "0s", "20s", "2m"),
            Mode = chance.Next(12) > 0 ? "enforce" : "observe",
            Terminate = chance.Pick("oldest", "newest"),
            Unknown = chance.Pick("delete", "delete", "delete", "quarantine", "ignore"),
            CreateTimeout = chance.Pick("90s", "10m"),
            Works = chance.Next(4) == 0,
            DrainTimeout = chance.Pick("20s", "2m", "5m"),
        };
    }

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"db-{number}");

    /// <summary>A size that the group may have.</summary>
    public int InBounds(int size) =>
        Scaling is { } bounds ? Math.Clamp(size, bounds.Min, bounds.Max) : Math.Max(0, size);

    public string ToYaml()
    {
        var slots = LogicalIds is null
            ? string.Create(CultureInfo.InvariantCulture, $"size: {InBounds(Size)}")
            : $"logicalIds: [{string.Join(", ", LogicalIds)}]";
        var checks = HasChecks ? ", checks: [{type: programmed}]" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$$"""
              {{{Name}}}:
                {{{slots}}}
                {{{Scaling?.ToYaml() ?? "# no schedule"}}}
                resourcePlugin: {name: simulated}
                resourceProperties: {cloud: {{{Cloud}}}, zone: {{{Zone}}}}
                labels: {tier: "{{{Label}}}"}
                init: "configuration {{{Configuration}}}"
                terminate: {{{Terminate}}}
                createTimeout: {{{(Works ? "10m" : CreateTimeout)}}}
                flavours: [{{{(Works ? "{name: worker}" : "")}}}]
                drainTimeout: {{{DrainTimeout}}}
                unknownInstances: {{{Unknown}}}
                paused: {{{(Paused ? "true" : "false")}}}
                health: {mode: {{{Mode}}}, interval: {{{Interval}}}, grace: {{{Grace}}}, unhealthyAfter: {{{UnhealthyAfter}}}, healthyAfter: {{{HealthyAfter}}}{{{checks}}}}
                repair: {auto: {{{(
                Auto ? "true" : "false"
            )}}}, order: {{{Order}}}, maxInFlight: {{{MaxInFlight}}}, breaker: {{{Breaker}}}, retries: {{{Retries}}}, backoff: {from: 10s, to: 2m} }
                update: {strategy: {{{Strategy}}}, minReady: {{{MinReady}}}, maxSurge: {{{MaxSurge}}}, maxUnavailable: {{{MaxUnavailable}}}}

            """
        );
    }
}
