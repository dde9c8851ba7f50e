using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Scenarios;

/// <summary>What the user asks of single nodes.</summary>
internal sealed class NodeHands(World world, Random chance, WishBook wishes)
{
    /// <summary>Something for one node: it is held, released, to be replaced, drained or kept, or declared ill.</summary>
    public void AskOfOne(string clusterId)
    {
        var rows = world.Tables.Find(clusterId)?.Slots.Values.SelectMany(slots => slots.Values).ToList() ?? [];
        if (rows.Count == 0)
        {
            return;
        }

        var row = rows[chance.Next(rows.Count)];
        if (row.Value.Nodes.LastOrDefault(node => !node.IsLeaving) is not { } node)
        {
            return;
        }

        var after =
            node.Wish is null && node.Hold is null
                ? NodeRequest.Of(chance, node, world.Time.Now, world.StormEnd)
                : Free(node);
        var slot = row.Value with { Nodes = [.. row.Value.Nodes.Select(one => one == node ? after : one)] };
        world.Tables.Write(
            clusterId,
            [new RowChange.PutSlot(slot, row.ETag) { Events = [WishBook.Told(EventKind.NodeAsked)] }]
        );
        world.Journal.Say(
            "user",
            $"asks of {node.Id}: {after.Wish?.Kind} {after.Hold?.Kind} {after.External?.IsHealthy}"
        );
        wishes.Ask(clusterId);
    }

    private static Node Free(Node node) => node with { Hold = null, External = null };

    /// <summary>Takes back every word on single nodes.</summary>
    public void FreeAll()
    {
        foreach (var (id, cluster) in world.Tables.Clusters)
        {
            var held = cluster
                .Slots.Values.SelectMany(slots => slots.Values)
                .Where(row => row.Value.Nodes.Any(node => node.Hold is not null || node.External is not null))
                .ToList();
            foreach (var row in held)
            {
                var slot = row.Value with { Nodes = [.. row.Value.Nodes.Select(Free)] };
                world.Tables.Write(
                    id,
                    [new RowChange.PutSlot(slot, row.ETag) { Events = [WishBook.Told(EventKind.NodeReleased)] }]
                );
            }
        }
    }
}
