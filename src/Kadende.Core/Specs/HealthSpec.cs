namespace Kadende.Core.Specs;

/// <summary>How the health of a group's nodes is judged. The provider's own state is always looked at.</summary>
public sealed record HealthSpec
{
    /// <summary>How often the group is looked at.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>No bad answer counts before this much time since the machine exists, or before the first good answer.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>Bad answers in a row that make a node unhealthy.</summary>
    public required int UnhealthyAfter { get; init; }

    /// <summary>Good answers in a row that make a node healthy.</summary>
    public required int HealthyAfter { get; init; }

    public required CheckCombination Combine { get; init; }

    public HealthMode Mode { get; init; }

    public required IReadOnlyList<HealthCheckSpec> Checks { get; init; }
}
