using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Telemetry;

namespace Kadende.Runtime.Passes;

/// <summary>Writes what a look decided and what came of it, and keeps the look up to date with what is stored.</summary>
public sealed class GroupWriter(IClusterStore store, TimeProvider time)
{
    /// <returns>The keys of slots that another pass changed first: nothing of them was written.</returns>
    internal async Task<IReadOnlySet<string>> WriteAsync(
        GroupLook look,
        GroupStatus? status,
        IReadOnlyList<ClusterEvent> groupEvents,
        IReadOnlyList<SlotChange> changes,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<RowChange>(changes.Count + 1);
        if (status is not null)
        {
            // First, so that a group is on record before any node of it.
            rows.Add(
                new RowChange.PutGroup(status, look.Status?.ETag)
                {
                    Events = groupEvents,
                    IsFence = changes.Any(change => change.RestsOnGroup),
                }
            );
        }

        rows.AddRange(changes.Select(change => Row(look, change)));
        if (rows.Count == 0)
        {
            return Nothing;
        }

        var tags = await store.WriteAsync(look.ClusterId, rows, cancellationToken);
        var first = status is null ? 0 : 1;
        if (status is not null)
        {
            look.Status = tags[0] is { } tag ? new Stored<GroupStatus>(status, tag) : look.Status;
            look.LostRace |= tags[0] is null;
        }

        NodeTimings.Record(look.ClusterId, changes.Where((_, i) => tags[i + first] is not null), time.GetUtcNow());
        return Keep(look, changes, tags.Skip(first).ToList());
    }

    /// <summary>Removes the row of a group of which nothing is left.</summary>
    /// <returns>False: another pass changed it first.</returns>
    internal async Task<bool> ForgetAsync(GroupLook look, CancellationToken cancellationToken)
    {
        if (look.Status is null)
        {
            return true;
        }

        var told = new ClusterEvent
        {
            Kind = EventKind.GroupRemoved,
            Group = look.View.Path,
            Reason = "Empty",
            Message = "Every machine of the group is gone, and so is the group.",
        };
        var drop = new RowChange.DropGroup(look.View.Path, look.Status.ETag) { Events = [told] };
        return await store.WriteAsync(look.ClusterId, [drop], cancellationToken) is [not null];
    }

    private static HashSet<string> Keep(GroupLook look, IReadOnlyList<SlotChange> changes, List<string?> tags)
    {
        var lost = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            if (tags[i] is not { } tag)
            {
                lost.Add(change.Key);
                look.LostRace = true;
            }
            else if (change.After is { } after)
            {
                look.Slots[change.Key] = new Stored<Slot>(after, tag);
            }
            else
            {
                look.Slots.TryRemove(change.Key, out _);
            }
        }

        return lost;
    }

    private static RowChange Row(GroupLook look, SlotChange change)
    {
        var tag = look.Slots.GetValueOrDefault(change.Key)?.ETag;
        return change.After is { } after
            ? new RowChange.PutSlot(after, tag) { Events = change.Events }
            : new RowChange.DropSlot(change.Before!.Group, change.Key, tag!) { Events = change.Events };
    }

    private static readonly HashSet<string> Nothing = [];
}
