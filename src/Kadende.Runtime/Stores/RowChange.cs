using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Runtime.Stores;

/// <summary>One row to write, with the events that tell of it. A null ETag inserts: it loses when the row exists.</summary>
public abstract record RowChange
{
    private RowChange() { }

    public required IReadOnlyList<ClusterEvent> Events { get; init; }

    public sealed record PutSlot(Slot Slot, string? ETag) : RowChange;

    public sealed record DropSlot(GroupPath Group, string Key, string ETag) : RowChange;

    public sealed record PutGroup(GroupStatus Status, string? ETag) : RowChange
    {
        /// <summary>The changes of the call rest on the group as a whole: when one of them loses its race, this one or another, all have lost.</summary>
        public bool IsFence { get; init; }
    }

    public sealed record DropGroup(GroupPath Path, string ETag) : RowChange;
}
