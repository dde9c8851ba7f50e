namespace Kadende.Runtime.Stores;

/// <summary>Small records of one kind, found by name. A change names the ETag that the record was read with.</summary>
/// <remarks>
/// Every method may throw <see cref="StoreUnavailableException"/>: the outcome is unknown and the call may be made again. Lost races are
/// return values.
/// </remarks>
public interface IRecordStore<T>
{
    /// <param name="key">Its name may be any text that somebody asks for.</param>
    /// <returns>Null: there is none of this name, as of all texts that are no names.</returns>
    Task<Stored<T>?> FindAsync(RecordKey key, CancellationToken cancellationToken);

    /// <summary>All records in the order of their names.</summary>
    /// <param name="team">Only those of this team; null: all of the kind.</param>
    Task<IReadOnlyList<Stored<T>>> ListAsync(string? team, CancellationToken cancellationToken);

    /// <summary>Adds a record, or changes one.</summary>
    /// <param name="etag">That of the record before; null: there must be none.</param>
    /// <returns>Null: the race was lost and nothing was stored.</returns>
    Task<Stored<T>?> SaveAsync(RecordKey key, T record, string? etag, CancellationToken cancellationToken);

    /// <summary>Removes a record. One that is gone already is as good as removed.</summary>
    /// <returns>False: it changed since it was read, and stays.</returns>
    Task<bool> RemoveAsync(RecordKey key, string etag, CancellationToken cancellationToken);
}
