using Kadende.Core.Clusters;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests;

/// <summary>Finds the cluster that a request names by its id or name, in one team only.</summary>
public sealed class ClusterFinder(IClusterStore clusters)
{
    /// <returns>Null: the team has no such cluster, whoever else may have one.</returns>
    public async Task<Stored<Cluster>?> FindAsync(string team, string idOrName, CancellationToken cancellationToken) =>
        // What cannot be a name cannot be a key of the store either.
        SpecNames.IsName(idOrName)
            ? await clusters.FindAsync(team, idOrName, cancellationToken)
            : null;

    /// <summary>The same, with what the last passes saw.</summary>
    public async Task<ClusterRows?> FindRowsAsync(string team, string idOrName, CancellationToken cancellationToken)
    {
        var found = await FindAsync(team, idOrName, cancellationToken);
        return found is null ? null : await clusters.LoadAsync(found.Value.Id, cancellationToken);
    }

    public static string NotFoundMessage(string team, string idOrName) =>
        $"Team '{team}' has no cluster with the name or id '{idOrName}'.";
}
