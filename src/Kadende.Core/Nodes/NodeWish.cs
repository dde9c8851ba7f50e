namespace Kadende.Core.Nodes;

/// <summary>What a person asked to be done with a node; the next look carries it out.</summary>
/// <param name="Actor">Who asked.</param>
/// <param name="Reason">Why, in the person's words; null when none was given.</param>
/// <param name="At">When.</param>
/// <param name="Until">For <see cref="WishKind.Quarantine"/>, how long it is kept; null otherwise.</param>
public sealed record NodeWish(WishKind Kind, string Actor, string? Reason, DateTimeOffset At, DateTimeOffset? Until);

/// <summary>What may be asked to be done with a node.</summary>
public enum WishKind
{
    /// <summary>Another node takes its place, in the order that the spec asks for, outside every budget and breaker.</summary>
    Replace,

    /// <summary>It lets go of its work and stands by.</summary>
    Drain,

    /// <summary>It leaves the group and is kept for a look at it; its slot is filled anew.</summary>
    Quarantine,

    /// <summary>It is nobody's node any more, and its machine stays as it is.</summary>
    Forget,
}
