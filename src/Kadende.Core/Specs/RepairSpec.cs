namespace Kadende.Core.Specs;

/// <summary>What happens to a node that is unhealthy, and to a creation that fails.</summary>
public sealed record RepairSpec
{
    /// <summary>False: an unhealthy node is marked and left alone.</summary>
    public required bool Auto { get; init; }

    public required ReplaceOrder Order { get; init; }

    /// <summary>How many nodes may be under repair at once; at least 1 whatever the percentage.</summary>
    public required Amount MaxInFlight { get; init; }

    /// <summary>More unhealthy nodes than this, and more than two: nothing is replaced.</summary>
    public required Amount Breaker { get; init; }

    /// <summary>How often a refused creation is tried before the slot rests.</summary>
    public required int Retries { get; init; }

    public required TimeSpan BackoffFrom { get; init; }

    public required TimeSpan BackoffTo { get; init; }
}
