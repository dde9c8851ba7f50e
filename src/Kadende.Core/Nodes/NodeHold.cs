namespace Kadende.Core.Nodes;

/// <summary>A person's word that a node is to be left alone.</summary>
/// <param name="Actor">Who said so.</param>
/// <param name="Reason">Why, in the person's words; null when none was given.</param>
/// <param name="Since">When.</param>
/// <param name="Until">When it ends by itself; null: when a person ends it.</param>
public sealed record NodeHold(HoldKind Kind, string Actor, string? Reason, DateTimeOffset Since, DateTimeOffset? Until)
{
    public bool HoldsAt(DateTimeOffset now) => Until is not { } until || now < until;
}

/// <summary>How a node is left alone. Only the end of its group or cluster, or a person, removes it.</summary>
public enum HoldKind
{
    /// <summary>It works and is judged, and is never replaced, updated or scaled in.</summary>
    Protected,

    /// <summary>It does not work: it is not judged either, and does not count as healthy. Nobody takes its place.</summary>
    Standby,
}
