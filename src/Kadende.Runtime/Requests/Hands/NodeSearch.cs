using Kadende.Core.Nodes;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests.Hands;

/// <summary>Finds nodes in the slots of a cluster: a node's id does not name its group.</summary>
public sealed class NodeSearch(IClusterStore store)
{
    private const int PageSize = 1000;

    /// <returns>The slot that holds the node; null when no slot does.</returns>
    public async Task<Stored<Slot>?> FindAsync(string clusterId, string node, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await store.ListSlotsAsync(clusterId, null, cursor, PageSize, cancellationToken);
            if (page.Items.FirstOrDefault(slot => slot.Value.Nodes.Any(one => one.Id == node)) is { } found)
            {
                return found;
            }

            cursor = page.Cursor;
        } while (cursor is not null);

        return null;
    }

    public async Task<IReadOnlyList<Stored<Slot>>> AllAsync(string clusterId, CancellationToken cancellationToken)
    {
        var slots = new List<Stored<Slot>>();
        string? cursor = null;
        do
        {
            var page = await store.ListSlotsAsync(clusterId, null, cursor, PageSize, cancellationToken);
            slots.AddRange(page.Items);
            cursor = page.Cursor;
        } while (cursor is not null);

        return slots;
    }

    public static string NotFoundMessage(string cluster, string node) =>
        $"Cluster '{cluster}' has no node '{node}' now. GET …/nodes/{node}/why tells of one that is gone.";
}
