namespace Kadende.Core.Nodes;

/// <summary>The verdict on a node and what it rests on. Does not change while the node stays healthy.</summary>
public sealed record NodeHealth
{
    public static readonly NodeHealth None = new() { Status = HealthStatus.Unknown };

    /// <summary>A machine that is up, in a group without checks.</summary>
    public static readonly NodeHealth Up = new()
    {
        Status = HealthStatus.Healthy,
        Good = 1,
        SeenHealthy = true,
    };

    public required HealthStatus Status { get; init; }

    /// <summary>Bad answers in a row so far.</summary>
    public int Bad { get; init; }

    /// <summary>When the first of these was counted; null while there are none.</summary>
    public DateTimeOffset? BadSince { get; init; }

    /// <summary>Good answers in a row so far, counted up to the threshold.</summary>
    public int Good { get; init; }

    /// <summary>A good answer was seen since the machine exists, so that the boot grace is over.</summary>
    public bool SeenHealthy { get; init; }

    /// <summary>When a bad or unknown answer was last counted; null while all is well.</summary>
    public DateTimeOffset? CountedAt { get; init; }

    /// <summary>Since when it is healthy without a break; null while it is not.</summary>
    public DateTimeOffset? HealthySince { get; init; }

    /// <summary>What the checks say in a group that only observes them; null elsewhere.</summary>
    public NodeHealth? Observed { get; init; }

    /// <summary>Which checks said so, such as <c>http</c>; null when none did.</summary>
    public string? Check { get; init; }

    /// <summary>The verdict is the provider's own word on the machine, not that of checks.</summary>
    public bool ByProvider { get; init; }

    /// <summary>A flavour could not configure the machine: it stays of no use, whatever checks say.</summary>
    public bool ByFlavour { get; init; }

    /// <summary>Why it is not healthy, or null.</summary>
    public string? Reason { get; init; }
}
