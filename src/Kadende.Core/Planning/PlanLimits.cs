namespace Kadende.Core.Planning;

/// <summary>Bounds of one look that are the operator's to set, not the spec's.</summary>
public sealed record PlanLimits
{
    /// <summary>How many nodes one look begins to make at most; the rest follows in the next round at once.</summary>
    public int MaxCreates { get; init; } = 1000;

    /// <summary>How many machines that were not begun yet one look may begin, by the team's quota.</summary>
    public int MaxBegun { get; init; } = int.MaxValue;

    /// <summary>What to say when that is too few.</summary>
    public string BegunNote { get; init; } = "";

    /// <summary>How long an unknown machine must have been seen before it is removed.</summary>
    public TimeSpan UnknownAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a removal that was asked for may take before it is asked for again.</summary>
    public TimeSpan AskAgainAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How soon a group that is on its way is looked at again.</summary>
    public TimeSpan UnsettledLook { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How soon a group is looked at again that a quota holds up.</summary>
    public TimeSpan QuotaLook { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How soon a provider that did not answer is asked again, at the earliest.</summary>
    public TimeSpan UnavailableLook { get; init; } = TimeSpan.FromSeconds(5);
}
