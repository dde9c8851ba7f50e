namespace Kadende.Runtime.Requests.Hands;

/// <summary>A single node, as users see it.</summary>
public sealed class NodeReading(ClusterFinder finder, NodeSearch search)
{
    public async Task<ReadOutcome<NodeView>> GetAsync(
        RequestScope scope,
        string idOrName,
        string node,
        CancellationToken cancellationToken
    )
    {
        var cluster = await finder.FindAsync(scope.Team, idOrName, cancellationToken);
        if (cluster is null)
        {
            return new ReadOutcome<NodeView>.NotFound(ClusterFinder.NotFoundMessage(scope.Team, idOrName));
        }

        return await search.FindAsync(cluster.Value.Id, node, cancellationToken) is { Value: var slot }
            ? new ReadOutcome<NodeView>.Found(NodeView.WithLineage(slot, slot.Nodes.First(one => one.Id == node)))
            : new ReadOutcome<NodeView>.NotFound(NodeSearch.NotFoundMessage(cluster.Value.Name, node));
    }
}
