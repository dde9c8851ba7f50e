using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Runtime.Stores;

/// <summary>
/// Everything that is durable about clusters. All rows of one cluster share a partition, so that a row and the events that tell of its
/// change are written in one transaction: neither exists without the other.
/// </summary>
/// <remarks>
/// Every method may throw <see cref="StoreUnavailableException"/>: the outcome is unknown, nothing acknowledged is lost, and the call may
/// be made again. Lost races are return values.
/// </remarks>
public interface IClusterStore
{
    /// <summary>
    /// Creates a cluster under a name that is unique in its team. The name row is the commit: until it points to the cluster the cluster
    /// is nobody's to see. May be repeated with the same id after a crash: it goes on where it stopped.
    /// </summary>
    Task<CreateOutcome> CreateAsync(Cluster cluster, ClusterEvent created, CancellationToken cancellationToken);

    /// <summary>The team's cluster with this id or name, or null. A name wins over an id. Unfinished creations are not found.</summary>
    Task<Stored<Cluster>?> FindAsync(string team, string idOrName, CancellationToken cancellationToken);

    /// <summary>The team's clusters, sorted by name.</summary>
    /// <param name="cursor">Null for the first page, then the cursor of the page before.</param>
    /// <param name="size">1 to 200.</param>
    Task<Page<Stored<Cluster>>> ListAsync(string team, string? cursor, int size, CancellationToken cancellationToken);

    /// <summary>The head and all group statuses in one query; null when there is no such cluster.</summary>
    Task<ClusterRows?> LoadAsync(string clusterId, CancellationToken cancellationToken);

    /// <summary>The spec of one generation, or null when it is not kept any more.</summary>
    Task<SpecSource?> ReadGenerationAsync(string clusterId, long generation, CancellationToken cancellationToken);

    /// <summary>The generations whose specs are kept, the newest last.</summary>
    Task<IReadOnlyList<long>> ListGenerationsAsync(string clusterId, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the head and, when the generation grew, keeps the new generation beside the older ones; one transaction with the event.
    /// </summary>
    /// <returns>The stored head, or null when the race was lost and nothing changed.</returns>
    Task<Stored<Cluster>?> SaveAsync(
        Stored<Cluster> before,
        Cluster after,
        ClusterEvent? told,
        CancellationToken cancellationToken
    );

    /// <summary>Removes all generations but the newest <paramref name="keep"/> and those named.</summary>
    Task TrimGenerationsAsync(
        string clusterId,
        int keep,
        IReadOnlySet<long> needed,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Settles an unfinished creation: true when the name belongs to the cluster (and the head says so from now on); false when the
    /// creation died or lost its name, and every row of it was removed. Null while it may still be under way.
    /// </summary>
    Task<bool?> SettleCreationAsync(Stored<Cluster> cluster, CancellationToken cancellationToken);

    /// <summary>
    /// Removes a cluster whose nodes and groups are all gone: name, head, generations and due time, in an order that can be repeated.
    /// Its events stay.
    /// </summary>
    Task ForgetAsync(Stored<Cluster> cluster, ClusterEvent deleted, CancellationToken cancellationToken);

    /// <summary>All slots of one group, the numbered ones in the order of their numbers, then the named ones.</summary>
    Task<IReadOnlyList<Stored<Slot>>> LoadSlotsAsync(
        string clusterId,
        GroupPath group,
        CancellationToken cancellationToken
    );

    /// <summary>All slots of one group or of all, group by group; a page has 1 to 1000.</summary>
    Task<Page<Stored<Slot>>> ListSlotsAsync(
        string clusterId,
        GroupPath? group,
        string? cursor,
        int size,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Writes changes with their events in as few transactions as the limits allow, in order. A change that lost its race is left out,
    /// with its events, and does not harm the others; unless the call has a <see cref="RowChange.PutGroup.IsFence"/>.
    /// </summary>
    /// <returns>For each change the new ETag; null for one that lost. A change that removes a row gives an empty string.</returns>
    Task<IReadOnlyList<string?>> WriteAsync(
        string clusterId,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellationToken
    );

    /// <summary>A part of the cluster's event log.</summary>
    Task<Page<StoredEvent>> ReadEventsAsync(string clusterId, EventQuery query, CancellationToken cancellationToken);

    /// <summary>Asks the service something cheap; throws when it does not answer.</summary>
    Task PingAsync(CancellationToken cancellationToken);
}
