namespace Kadende.Runtime.Stores;

/// <summary>When each cluster is to be looked at next. <see cref="IClusterStore"/> adds and removes the entries.</summary>
public interface IDueList
{
    /// <summary>Clusters whose time has come, the longest overdue first.</summary>
    Task<IReadOnlyList<DueCluster>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The entry of one cluster, or null.</summary>
    Task<DueCluster?> FindAsync(string clusterId, CancellationToken cancellationToken);

    /// <summary>Moves the entry, unless it was changed since it was read: then somebody asked for a look, and it stays as it is.</summary>
    /// <returns>The moved entry; null when it had changed or is gone.</returns>
    Task<DueCluster?> MoveAsync(DueCluster entry, DateTimeOffset dueAt, CancellationToken cancellationToken);

    /// <summary>Makes the cluster due at <paramref name="now"/>, whatever its entry says; makes the entry where it is missing.</summary>
    Task TouchAsync(string clusterId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes the entry of a cluster that no longer exists; may be repeated.</summary>
    Task RemoveAsync(string clusterId, CancellationToken cancellationToken);
}
