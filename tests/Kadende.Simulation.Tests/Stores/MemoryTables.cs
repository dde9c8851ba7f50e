using System.Globalization;
using Kadende.Core.Access;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Stores;

/// <summary>
/// What the tables hold, in memory: every method is one moment, as one transaction is. Every row has an ETag that no other write ever had.
/// </summary>
internal sealed class MemoryTables(TimeProvider time)
{
    private long _lastVersion;

    public SortedDictionary<string, MemoryCluster> Clusters { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, DueCluster> Due { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<(string Team, string Name), string> Names { get; } = [];

    public MemoryRecords<Team> Teams { get; } = new();

    public MemoryRecords<CreateBudget> Budgets { get; } = new();

    public MemoryCluster? Find(string clusterId) => Clusters.GetValueOrDefault(clusterId);

    public CreateOutcome Create(Cluster cluster, ClusterEvent told)
    {
        var partition = PartitionOf(cluster.Id);
        if (partition.Head is { } head)
        {
            return head.Value.Name == cluster.Name && head.Value.CreatedAt == cluster.CreatedAt
                ? new CreateOutcome.Created(head)
                : new CreateOutcome.IdTaken();
        }

        if (!Names.TryAdd((cluster.Team, cluster.Name), cluster.Id))
        {
            return new CreateOutcome.NameTaken();
        }

        partition.Head = new Stored<Cluster>(cluster with { Named = true }, NextVersion());
        partition.Generations[cluster.Generation] = cluster.Source;
        Tell(partition, cluster.Id, [told]);
        Touch(cluster.Id, time.GetUtcNow());
        return new CreateOutcome.Created(partition.Head);
    }

    public Stored<Cluster>? Save(Stored<Cluster> before, Cluster after, ClusterEvent? told)
    {
        if (Find(after.Id) is not { Head: { } head } partition || head.ETag != before.ETag)
        {
            return null;
        }

        partition.Head = new Stored<Cluster>(after, NextVersion());
        if (after.Generation > before.Value.Generation)
        {
            partition.Generations.Add(after.Generation, after.Source);
        }

        Tell(partition, after.Id, told is null ? [] : [told]);
        return partition.Head;
    }

    public void Trim(string clusterId, int keep, IReadOnlySet<long> needed)
    {
        var generations = PartitionOf(clusterId).Generations;
        foreach (var old in generations.Keys.SkipLast(keep).Where(old => !needed.Contains(old)).ToList())
        {
            generations.Remove(old);
        }
    }

    public void Forget(Cluster cluster, ClusterEvent deleted)
    {
        if (Find(cluster.Id) is { Head: { } head } partition && head.Value.CreatedAt == cluster.CreatedAt)
        {
            if (partition.AllSlots.FirstOrDefault(slot => slot.Nodes.Count > 0) is { } kept)
            {
                throw new InvalidOperationException(
                    $"Cluster '{cluster.Id}' cannot be forgotten: slot '{kept.Key}' of group '{kept.Group}' still has a node."
                );
            }

            Names.Remove((cluster.Team, cluster.Name));
            partition.Head = null;
            partition.Generations.Clear();
            partition.Statuses.Clear();
            partition.Slots.Clear();
            Tell(partition, cluster.Id, [deleted]);
        }

        RemoveDue(cluster.Id);
    }

    public DueCluster? Move(DueCluster entry, DateTimeOffset dueAt)
    {
        if (!Due.TryGetValue(entry.ClusterId, out var current) || current.ETag != entry.ETag)
        {
            return null;
        }

        Due[entry.ClusterId] = new DueCluster(entry.ClusterId, dueAt, NextVersion());
        return Due[entry.ClusterId];
    }

    public void Touch(string clusterId, DateTimeOffset dueAt) =>
        Due[clusterId] = new DueCluster(clusterId, dueAt, NextVersion());

    public void RemoveDue(string clusterId)
    {
        if (Find(clusterId)?.Head is null)
        {
            Due.Remove(clusterId);
        }
    }

    /// <summary>Writes those changes that did not lose their race, with their events, and no others.</summary>
    public (IReadOnlyList<string?> Tags, Commit Written) Write(string clusterId, IReadOnlyList<RowChange> changes)
    {
        var partition = PartitionOf(clusterId);
        var version = NextVersion();
        var (slots, statuses, events) = (new List<SlotStep>(), new List<GroupStatus>(), new List<ClusterEvent>());
        var tags = new string?[changes.Count];
        var isFenced = changes.Any(change => change is RowChange.PutGroup { IsFence: true });
        if (isFenced && !changes.All(change => IsCurrent(partition, change)))
        {
            return (tags, new Commit(clusterId, [], [], []));
        }

        for (var index = 0; index < changes.Count; index++)
        {
            tags[index] = Write(partition, changes[index], version, slots, statuses);
            if (tags[index] is not null)
            {
                events.AddRange(changes[index].Events);
            }
        }

        Tell(partition, clusterId, events);
        return (tags, new Commit(clusterId, slots, statuses, events));
    }

    private string? Write(
        MemoryCluster partition,
        RowChange change,
        string version,
        List<SlotStep> slots,
        List<GroupStatus> statuses
    )
    {
        switch (change)
        {
            case RowChange.PutSlot put:
                return WriteSlot(
                    partition.SlotsOf(put.Slot.Group),
                    put.Slot.Key,
                    put.ETag,
                    new Stored<Slot>(put.Slot, version),
                    slots
                );
            case RowChange.DropSlot drop:
                return WriteSlot(partition.SlotsOf(drop.Group), drop.Key, drop.ETag, null, slots);
            case RowChange.PutGroup put:
                if (!IsCurrent(partition, put))
                {
                    return null;
                }

                statuses.Add(put.Status);
                partition.Statuses[put.Status.Path.Value] = new Stored<GroupStatus>(put.Status, NextVersion());
                return partition.Statuses[put.Status.Path.Value].ETag;
            case RowChange.DropGroup drop:
                return
                    partition.Statuses.TryGetValue(drop.Path.Value, out var status)
                    && status.ETag == drop.ETag
                    && partition.Statuses.Remove(drop.Path.Value)
                    ? ""
                    : null;
            default:
                throw new InvalidOperationException("A change of a kind that does not exist.");
        }
    }

    private static bool IsCurrent(MemoryCluster partition, RowChange change) =>
        change switch
        {
            RowChange.PutGroup put => partition.Statuses.GetValueOrDefault(put.Status.Path.Value)?.ETag == put.ETag,
            RowChange.PutSlot put => partition.SlotsOf(put.Slot.Group).GetValueOrDefault(put.Slot.Key)?.ETag
                == put.ETag,
            RowChange.DropSlot drop => partition.SlotsOf(drop.Group).GetValueOrDefault(drop.Key)?.ETag == drop.ETag,
            _ => true,
        };

    private static string? WriteSlot(
        SortedDictionary<string, Stored<Slot>> group,
        string key,
        string? believed,
        Stored<Slot>? next,
        List<SlotStep> steps
    )
    {
        var current = group.GetValueOrDefault(key);
        if (current?.ETag != believed)
        {
            return null;
        }

        steps.Add(new SlotStep(current?.Value, next?.Value));
        if (next is null)
        {
            group.Remove(key);
            return "";
        }

        group[key] = next;
        return next.ETag;
    }

    private void Tell(MemoryCluster partition, string clusterId, IEnumerable<ClusterEvent> events)
    {
        foreach (var told in events)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{partition.Events.Count:D10}");
            partition.Events.Add(new StoredEvent(id, time.GetUtcNow(), clusterId, told));
        }
    }

    private MemoryCluster PartitionOf(string clusterId)
    {
        if (!Clusters.TryGetValue(clusterId, out var partition))
        {
            partition = new MemoryCluster();
            Clusters.Add(clusterId, partition);
        }

        return partition;
    }

    private string NextVersion()
    {
        _lastVersion++;
        return string.Create(CultureInfo.InvariantCulture, $"v{_lastVersion}");
    }
}
