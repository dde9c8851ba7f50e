using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Stores;

/// <summary>Records of one kind as one process sees them.</summary>
internal sealed class MemoryRecordStore<T>(MemoryRecords<T> records, IWire wire) : IRecordStore<T>
{
    public Task<Stored<T>?> FindAsync(RecordKey key, CancellationToken cancellationToken) =>
        wire.CallAsync("record", () => records.Find(key));

    public Task<IReadOnlyList<Stored<T>>> ListAsync(string? team, CancellationToken cancellationToken) =>
        wire.CallAsync("records", () => records.List(team));

    public Task<Stored<T>?> SaveAsync(RecordKey key, T record, string? etag, CancellationToken cancellationToken) =>
        wire.CallAsync("save record", () => records.Save(key, record, etag));

    public Task<bool> RemoveAsync(RecordKey key, string etag, CancellationToken cancellationToken) =>
        wire.CallAsync("remove record", () => records.Remove(key, etag));
}
