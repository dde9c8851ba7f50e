using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Scenarios;

/// <summary>What the user wants of each cluster, and wanted before; stored, and asked of the processes.</summary>
internal sealed class WishBook(World world, Random chance)
{
    private readonly Dictionary<string, ClusterWish> _newest = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Id, long Generation), ClusterWish> _all = [];

    public IReadOnlyList<ClusterWish> All => [.. _newest.Values];

    public ClusterWish Of(string clusterId) => _newest[clusterId];

    /// <summary>What a generation of a cluster wants.</summary>
    public ClusterWish Of(string clusterId, long generation) => _all[(clusterId, generation)];

    /// <summary>Stores what is wanted as the next generation.</summary>
    public void Save(Stored<Cluster> head, SpecSource source, ClusterWish wish, EventKind told)
    {
        var after = head.Value with
        {
            Source = source,
            Generation = head.Value.Generation + 1,
            ChangedAt = world.Time.Now,
        };
        world.Tables.Save(head, after, Told(told));
        Remember(wish, after.Generation);
        Ask(wish.Id);
    }

    public void Remember(ClusterWish wish, long generation)
    {
        _newest[wish.Id] = wish;
        _all[(wish.Id, generation)] = wish;
    }

    /// <summary>Makes a cluster due; that a process hears of it at once cannot be relied on.</summary>
    public void Ask(string clusterId)
    {
        world.Tables.Touch(clusterId, world.Time.Now);
        if (chance.Next(4) > 0)
        {
            world.Processes[chance.Next(world.Processes.Count)].Ring();
        }
    }

    public static ClusterEvent Told(EventKind kind) =>
        new()
        {
            Kind = kind,
            Reason = "Requested",
            Message = "The user of the simulation wants it.",
            Actor = "user",
        };
}
