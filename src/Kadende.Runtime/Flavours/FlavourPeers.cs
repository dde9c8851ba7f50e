using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Flavours;

/// <summary>Reads the nodes of a whole cluster for flavours that need to know them.</summary>
public sealed class FlavourPeers(IClusterStore store, SpecHistory history, IPluginCatalog catalog, FlavourNodes nodes)
{
    private const int PageSize = 1000;

    /// <summary>Every node of the cluster whose machine exists and is not being removed.</summary>
    internal async Task<IReadOnlyList<FlavourNode>> ReadAsync(Round round, CancellationToken cancellationToken)
    {
        var specs = new Dictionary<(GroupPath, long), GroupSpec?>();
        var peers = new List<FlavourNode>();
        string? cursor = null;
        do
        {
            var page = await store.ListSlotsAsync(round.Cluster.Id, null, cursor, PageSize, cancellationToken);
            foreach (var (slot, node) in page.Items.SelectMany(stored => Existing(stored.Value)))
            {
                if (await SpecAsync(round, specs, slot.Group, node.Generation, cancellationToken) is { } spec)
                {
                    var own = spec.Only(spec.Resources[Math.Min(node.Resource, spec.Resources.Count - 1)]);
                    var provider = await ProviderOfAsync(round.Cluster.Team, own, cancellationToken);
                    peers.Add(nodes.Of(round.Cluster.Id, own, provider, slot.Key, node, FlavourNodes.Recorded(node)));
                }
            }

            cursor = page.Cursor;
        } while (cursor is not null);

        return peers;
    }

    private static IEnumerable<(Slot Slot, Node Node)> Existing(Slot slot) =>
        slot
            .Nodes.Where(node => node.InstanceId is not null && node.State != NodeState.Deleting)
            .Select(node => (slot, node));

    private async Task<GroupSpec?> SpecAsync(
        Round round,
        Dictionary<(GroupPath, long), GroupSpec?> known,
        GroupPath group,
        long generation,
        CancellationToken cancellationToken
    )
    {
        if (!known.TryGetValue((group, generation), out var spec))
        {
            spec =
                generation == round.Cluster.Generation
                    ? round.Spec.Groups.FirstOrDefault(one => one.Path == group)
                    : await history.FindGroupAsync(round.Cluster.Id, generation, group, cancellationToken);
            known[(group, generation)] = spec;
        }

        return spec;
    }

    private async Task<IProvider?> ProviderOfAsync(string team, GroupSpec spec, CancellationToken cancellationToken) =>
        (await catalog.FindProviderAsync(spec.Plugin, team, cancellationToken) as ProviderChoice.Found)?.Provider;
}
