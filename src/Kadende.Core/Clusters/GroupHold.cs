namespace Kadende.Core.Clusters;

/// <summary>A person's word that a group, or a whole cluster, is to be left as it is.</summary>
/// <param name="Actor">Who said so.</param>
/// <param name="Reason">Why, in the person's words; null when none was given.</param>
public sealed record GroupHold(GroupHoldKind Kind, string Actor, string? Reason, DateTimeOffset Since);

/// <summary>How a group is left as it is.</summary>
public enum GroupHoldKind
{
    /// <summary>It is looked at and reported, and nothing is created, replaced or removed.</summary>
    Paused,

    /// <summary>It is not managed: not looked at either. Deleting it then leaves its machines running.</summary>
    Freed,
}
