using System.Collections.Concurrent;
using Kadende.Core.Clusters;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests;

/// <summary>Finds the cluster that a request names by its id or name, in one team only.</summary>
public sealed class ClusterFinder(IClusterStore clusters)
{
    private const int MostKnown = 10_000;

    /// <summary>Where clusters were found by name; what is found there now is asked whether it is the one.</summary>
    private readonly ConcurrentDictionary<(string Team, string Name), string> _known = new();

    /// <returns>Null: the team has no such cluster, whoever else may have one.</returns>
    public async Task<Stored<Cluster>?> FindAsync(string team, string idOrName, CancellationToken cancellationToken) =>
        // What cannot be a name cannot be a key of the store either.
        SpecNames.IsName(idOrName)
            ? await clusters.FindAsync(team, idOrName, cancellationToken)
            : null;

    /// <summary>The same, with what the last passes saw.</summary>
    public async Task<ClusterRows?> FindRowsAsync(string team, string idOrName, CancellationToken cancellationToken)
    {
        if (
            _known.TryGetValue((team, idOrName), out var id)
            && await clusters.LoadAsync(id, cancellationToken) is { } rows
            && IsSurely(rows.Head.Value, team, idOrName)
        )
        {
            return rows;
        }

        if (await FindAsync(team, idOrName, cancellationToken) is not { Value: var found })
        {
            return null;
        }

        if (IsSurely(found, team, idOrName))
        {
            Remember(found);
        }

        return await clusters.LoadAsync(found.Id, cancellationToken);
    }

    /// <summary>It has the name and keeps it: a name is given anew only after its cluster began to be deleted.</summary>
    private static bool IsSurely(Cluster cluster, string team, string name) =>
        cluster.Team == team && cluster.Name == name && cluster is { Named: true, DeletingSince: null };

    private void Remember(Cluster cluster)
    {
        if (_known.Count >= MostKnown)
        {
            _known.Clear();
        }

        _known[(cluster.Team, cluster.Name)] = cluster.Id;
    }

    public static string NotFoundMessage(string team, string idOrName) =>
        $"Team '{team}' has no cluster with the name or id '{idOrName}'.";
}
