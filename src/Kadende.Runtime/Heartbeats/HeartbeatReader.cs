using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Heartbeats;

/// <summary>Reads a group's heartbeats for a look, where a check judges by them, and removes those of nodes that are gone.</summary>
public sealed class HeartbeatReader(IHeartbeatStore heartbeats, HeartbeatListening listening, IPluginCatalog catalog)
{
    /// <summary>How many rows one look removes; the rest is for the next.</summary>
    private const int Portion = 100;

    private static readonly IReadOnlyDictionary<string, Heartbeat> None = new Dictionary<string, Heartbeat>(
        StringComparer.Ordinal
    );

    /// <summary>Since when heartbeats were heard without a break; for a check that does not judge by them nobody listens.</summary>
    public DateTimeOffset SinceFor(HealthCheckSpec check) => ReadsHeartbeats(check) ? listening.Since : default;

    /// <param name="wanted">Null: the group is on its way out, and its heartbeats with it.</param>
    /// <returns>The last heartbeat of each node that sent one, by the node's id.</returns>
    public async Task<IReadOnlyDictionary<string, Heartbeat>> ReadAsync(
        string clusterId,
        GroupPath path,
        GroupSpec? wanted,
        IEnumerable<Node> nodes,
        CancellationToken cancellationToken
    )
    {
        if (wanted is not null && !wanted.Health.Checks.Any(ReadsHeartbeats))
        {
            return None;
        }

        var stored = await LoadAsync(clusterId, path, cancellationToken);
        var gone = stored.Keys.Except(nodes.Select(node => node.Id), StringComparer.Ordinal).Take(Portion).ToList();
        if (gone.Count > 0)
        {
            await heartbeats.RemoveAsync(clusterId, path, gone, cancellationToken);
        }

        return stored;
    }

    private async Task<IReadOnlyDictionary<string, Heartbeat>> LoadAsync(
        string clusterId,
        GroupPath path,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await heartbeats.LoadAsync(clusterId, path, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            listening.Missed();
            throw;
        }
    }

    private bool ReadsHeartbeats(HealthCheckSpec check) =>
        catalog.FindHealthCheck(check.Type)?.Description.ReadsHeartbeats == true;
}
