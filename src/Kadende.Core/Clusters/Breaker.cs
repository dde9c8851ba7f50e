namespace Kadende.Core.Clusters;

/// <summary>
/// The latch that stops replacing when too many nodes of a group are unhealthy at once. It stays open until a person lifts it, also when
/// nodes get well again; lifted, it stays lifted until fewer are unhealthy than it allows, and is then armed again.
/// </summary>
/// <param name="Since">When it opened.</param>
/// <param name="Message">How many were unhealthy, and what they have in common.</param>
/// <param name="Cause">What the unhealthy nodes have in common and the healthy ones have not, such as <c>zone=eu-1</c>; null: nothing was found.</param>
public sealed record Breaker(DateTimeOffset Since, string Message, string? Cause)
{
    /// <summary>Who lifted it; null while it stands open.</summary>
    public string? LiftedBy { get; init; }

    public DateTimeOffset? LiftedAt { get; init; }

    public bool IsOpen => LiftedBy is null;
}
