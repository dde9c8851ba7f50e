using System.Collections.Concurrent;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Heartbeats;

/// <summary>
/// Which nodes a group has, as far as heartbeats need to know. All nodes of a group are read at once and remembered for a while, so that
/// heartbeats cost a read now and then and not one each.
/// </summary>
public sealed class KnownNodes(IClusterStore clusters, TimeProvider time)
{
    private const int MostGroups = 10_000;

    /// <summary>A node that is gone is believed in for this long.</summary>
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(30);

    /// <summary>A node that was just made is looked for again after this time.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(string Cluster, GroupPath Group), Reading> _groups = new();

    public async Task<bool> ExistsAsync(HeartbeatSubject subject, CancellationToken cancellationToken)
    {
        var key = (subject.ClusterId, subject.Group);
        var known = Latest(key, Trust);
        var nodes = await known.Nodes.Value.WaitAsync(cancellationToken);
        return nodes.Contains(subject.NodeId)
            || (await Latest(key, Doubt).Nodes.Value.WaitAsync(cancellationToken)).Contains(subject.NodeId);
    }

    /// <summary>The last reading, or a new one when that is too old or failed. Those who come at once share it.</summary>
    private Reading Latest((string Cluster, GroupPath Group) key, TimeSpan age)
    {
        if (_groups.Count >= MostGroups)
        {
            _groups.Clear();
        }

        return _groups.AddOrUpdate(
            key,
            added => New(added),
            (present, reading) => time.GetElapsedTime(reading.At) < age && !reading.HasFailed ? reading : New(present)
        );
    }

    private Reading New((string Cluster, GroupPath Group) key) =>
        new(time.GetTimestamp(), new Lazy<Task<HashSet<string>>>(() => ReadAsync(key.Cluster, key.Group)));

    /// <summary>Not cancellable: it is for all who wait, not for the first alone.</summary>
    private async Task<HashSet<string>> ReadAsync(string cluster, GroupPath group)
    {
        var slots = await clusters.LoadSlotsAsync(cluster, group, CancellationToken.None);
        return slots.SelectMany(slot => slot.Value.Nodes).Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
    }

    private sealed record Reading(long At, Lazy<Task<HashSet<string>>> Nodes)
    {
        public bool HasFailed => Nodes is { IsValueCreated: true, Value.IsFaulted: true };
    }
}
