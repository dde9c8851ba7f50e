using Azure;
using Azure.Data.Tables;

namespace Kadende.Runtime.Stores;

/// <summary>
/// One table. Every query names its partition, every write inserts or carries an ETag, and a lost race is an answer, not an exception.
/// </summary>
internal sealed class StoreTable(StoreTables tables, TableClient client)
{
    /// <summary>The service gives no more rows at once.</summary>
    private const int RowsPerRequest = 1000;

    private static readonly string[] KeyOnly = ["RowKey"];

    /// <summary>The row, or null.</summary>
    public Task<TableEntity?> FindAsync(string partition, string row, CancellationToken cancellationToken) =>
        tables.CallAsync(
            "read",
            async () =>
            {
                var answer = await client.GetEntityIfExistsAsync<TableEntity>(
                    partition,
                    row,
                    cancellationToken: cancellationToken
                );
                if (answer.HasValue)
                {
                    return answer.Value;
                }

                // A table that is missing looks like a row that is missing; it must not be taken for "no such row".
                var miss = new RequestFailedException(answer.GetRawResponse());
                return StoreFailures.IsTableMissing(miss) ? throw miss : null;
            },
            cancellationToken
        );

    /// <returns>The ETag, or null when the row exists.</returns>
    public Task<string?> InsertAsync(TableEntity row, CancellationToken cancellationToken) =>
        WriteAsync("insert", row, () => client.AddEntityAsync(row, cancellationToken), cancellationToken);

    /// <summary>Writes a row over whatever stands there. Only for rows on which nothing is ever decided by who was first.</summary>
    public Task OverwriteAsync(TableEntity row, CancellationToken cancellationToken) =>
        WriteAsync(
            "overwrite",
            row,
            () => client.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken),
            cancellationToken
        );

    /// <returns>The new ETag, or null when the row changed or is gone.</returns>
    public Task<string?> ReplaceAsync(TableEntity row, string etag, CancellationToken cancellationToken) =>
        WriteAsync(
            "replace",
            row,
            () => client.UpdateEntityAsync(row, new ETag(etag), TableUpdateMode.Replace, cancellationToken),
            cancellationToken
        );

    /// <returns>False when the row changed. A row that is gone already is as good as deleted.</returns>
    public Task<bool> DeleteAsync(string partition, string row, string etag, CancellationToken cancellationToken) =>
        tables.CallAsync(
            "delete",
            async () =>
            {
                try
                {
                    await client.DeleteEntityAsync(partition, row, new ETag(etag), cancellationToken);
                    return true;
                }
                catch (RequestFailedException lost) when (StoreFailures.IsLostRace(lost))
                {
                    return false;
                }
            },
            cancellationToken
        );

    /// <summary>Rows of a range in the order of their keys, up to a number of them.</summary>
    /// <param name="most">How many rows to read.</param>
    /// <param name="keysOnly">Leaves the bodies out; ETags are there.</param>
    /// <returns>The rows, and whether there are more behind them.</returns>
    public Task<(IReadOnlyList<TableEntity> Rows, bool More)> QueryAsync(
        string partition,
        KeyRange range,
        int most,
        bool keysOnly,
        CancellationToken cancellationToken
    ) =>
        tables.CallAsync(
            "query",
            async () =>
            {
                var rows = new List<TableEntity>();
                var pages = client
                    .QueryAsync<TableEntity>(
                        range.Filter(partition),
                        Math.Min(most, RowsPerRequest),
                        keysOnly ? KeyOnly : null,
                        cancellationToken
                    )
                    .AsPages();
                await foreach (var page in pages)
                {
                    rows.AddRange(page.Values);
                    if (rows.Count >= most)
                    {
                        var more = rows.Count > most || page.ContinuationToken is not null;
                        return ((IReadOnlyList<TableEntity>)rows.GetRange(0, most), more);
                    }
                }

                return (rows, false);
            },
            cancellationToken
        );

    /// <summary>All rows of a range in the order of their keys.</summary>
    public async Task<IReadOnlyList<TableEntity>> QueryAsync(
        string partition,
        KeyRange range,
        bool keysOnly,
        CancellationToken cancellationToken
    ) => (await QueryAsync(partition, range, int.MaxValue, keysOnly, cancellationToken)).Rows;

    /// <summary>Writes all rows, or none.</summary>
    public Task<TransactionAnswer> SubmitAsync(
        IReadOnlyCollection<TableTransactionAction> actions,
        CancellationToken cancellationToken
    )
    {
        TableLimits.Check(actions);
        return tables.CallAsync(
            "transaction",
            async () =>
            {
                try
                {
                    var answer = await client.SubmitTransactionAsync(actions, cancellationToken);
                    return new TransactionAnswer([.. answer.Value.Select(ETagOf)], null);
                }
                catch (TableTransactionFailedException lost)
                    when (lost.FailedTransactionActionIndex is { } index && StoreFailures.IsLostRace(lost))
                {
                    return new TransactionAnswer([], index);
                }
            },
            cancellationToken
        );
    }

    private Task<string?> WriteAsync(
        string operation,
        TableEntity row,
        Func<Task<Response>> write,
        CancellationToken cancellationToken
    )
    {
        TableLimits.Check(row);
        return tables.CallAsync(
            operation,
            async () =>
            {
                try
                {
                    return ETagOf(await write());
                }
                catch (RequestFailedException lost) when (StoreFailures.IsLostRace(lost))
                {
                    return null;
                }
            },
            cancellationToken
        );
    }

    private static string ETagOf(Response response) => response.Headers.ETag?.ToString() ?? "";
}
