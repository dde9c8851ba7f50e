using Kadende.Core.Nodes;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Retention;

/// <summary>The nodes of a cluster, read when they are first asked for: a node that is gone by then does not come back.</summary>
internal sealed class KnownNodes(IClusterStore clusters, string clusterId)
{
    private const int PageSize = 1000;

    private List<Slot>? _slots;

    public string ClusterId => clusterId;

    /// <summary>The nodes that exist.</summary>
    public async Task<IReadOnlySet<string>> LivingAsync(CancellationToken cancellationToken) =>
        (await SlotsAsync(cancellationToken)).SelectMany(Living).ToHashSet(StringComparer.Ordinal);

    /// <summary>The nodes that exist, and those before them that their slots remember.</summary>
    public async Task<IReadOnlySet<string>> WithReplacedAsync(CancellationToken cancellationToken) =>
        (await SlotsAsync(cancellationToken))
            .SelectMany(slot => Living(slot).Concat(slot.Lineage.Past.Select(past => past.Id)))
            .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Living(Slot slot) => slot.Nodes.Select(node => node.Id);

    private async Task<IReadOnlyList<Slot>> SlotsAsync(CancellationToken cancellationToken)
    {
        if (_slots is not null)
        {
            return _slots;
        }

        var slots = new List<Slot>();
        string? cursor = null;
        do
        {
            var page = await clusters.ListSlotsAsync(clusterId, null, cursor, PageSize, cancellationToken);
            slots.AddRange(page.Items.Select(slot => slot.Value));
            cursor = page.Cursor;
        } while (cursor is not null);

        return _slots = slots;
    }
}
