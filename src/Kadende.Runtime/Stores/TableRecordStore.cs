using System.Text.Json.Serialization.Metadata;

namespace Kadende.Runtime.Stores;

/// <param name="partition">Of the index; one for each kind.</param>
internal sealed class TableRecordStore<T>(StoreTables tables, string partition, JsonTypeInfo<T> type) : IRecordStore<T>
{
    private readonly JoinedReads<Stored<T>?> _reads = new(async key =>
        await tables.Index.FindAsync(partition, key, CancellationToken.None) is { } row
            ? new Stored<T>(RowBody.Read(row, type), row.ETag.ToString())
            : null
    );

    public Task<Stored<T>?> FindAsync(RecordKey key, CancellationToken cancellationToken) =>
        TableKeys.IsName(key.Name)
            ? _reads.ReadAsync(TableKeys.Record(key), cancellationToken)
            : Task.FromResult<Stored<T>?>(null);

    public async Task<IReadOnlyList<Stored<T>>> ListAsync(string? team, CancellationToken cancellationToken)
    {
        var range = team is null ? TableKeys.All : TableKeys.RecordsOf(team);
        var rows = await tables.Index.QueryAsync(partition, range, keysOnly: false, cancellationToken);
        return [.. rows.Select(row => new Stored<T>(RowBody.Read(row, type), row.ETag.ToString()))];
    }

    public async Task<Stored<T>?> SaveAsync(RecordKey key, T record, string? etag, CancellationToken cancellationToken)
    {
        var row = RowBody.Plain(partition, TableKeys.Record(key), record, type);
        var written = etag is null
            ? await tables.Index.InsertAsync(row, cancellationToken)
            : await tables.Index.ReplaceAsync(row, etag, cancellationToken);
        return written is null ? null : new Stored<T>(record, written);
    }

    public Task<bool> RemoveAsync(RecordKey key, string etag, CancellationToken cancellationToken) =>
        tables.Index.DeleteAsync(partition, TableKeys.Record(key), etag, cancellationToken);
}
