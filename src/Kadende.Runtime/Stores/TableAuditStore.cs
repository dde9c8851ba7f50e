using System.Collections.Concurrent;
using Azure.Data.Tables;
using Kadende.Core.Audit;

namespace Kadende.Runtime.Stores;

/// <summary>
/// A partition for each team and one for the installation, sorted by time: a team's records of a time are one range. The partitions that
/// there are stand in one of their own, so that all can be read and cleaned.
/// </summary>
internal sealed class TableAuditStore(StoreTables tables, TimeProvider clock) : IAuditStore
{
    private const int MaxSize = 1000;
    private const int RowsPerRequest = 200;

    /// <summary>A call looks at about as many rows as this: a filter that matches little gives a short answer with a cursor.</summary>
    private const int RowsPerCall = 2000;

    private readonly WriterTimes _times = new(clock);
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    public async Task<StoredAudit> AddAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        var partition = TableKeys.AuditOf(record.Team);
        await MakeKnownAsync(partition, cancellationToken);
        var id = AuditPosition.Of(_times.NextTicks(), _times.Writer);
        // Nobody else writes this key: when it is there, it was a try of ours whose answer was lost.
        var etag =
            await tables.Audit.InsertAsync(RowOf(partition, id, record), cancellationToken)
            ?? (await tables.Audit.FindAsync(partition, id, cancellationToken))?.ETag.ToString()
            ?? throw new StoreUnavailableException(
                "A record of the audit was lost while it was written; try again.",
                null
            );
        return new StoredAudit(id, AuditPosition.TimeOf(id), record, etag);
    }

    public async Task<bool> CompleteAsync(StoredAudit before, AuditRecord after, CancellationToken cancellationToken)
    {
        var partition = TableKeys.AuditOf(before.Record.Team);
        var row = RowOf(partition, before.Id, after);
        return await tables.Audit.ReplaceAsync(row, before.ETag, cancellationToken) is not null
            || await tables.Audit.FindAsync(partition, before.Id, cancellationToken) is { } found
                && Read(found).Record.Outcome == after.Outcome;
    }

    public async Task<Page<StoredAudit>> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Size, 1, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Size, MaxSize, nameof(query));
        var range = RangeOf(query);
        var now = clock.GetUtcNow();
        IReadOnlyList<string> partitions = query.Team is { } team
            ? [TableKeys.AuditOf(team)]
            : await tables.AuditPartitionsAsync(cancellationToken);
        var found = new List<StoredAudit>();
        for (var looked = 0; ; )
        {
            var (rows, more) = await NextAsync(partitions, range, cancellationToken);
            foreach (var (index, one) in rows.Select(Read).Index().Where(row => Matches(row.Item, query, now)))
            {
                found.Add(one);
                if (found.Count == query.Size)
                {
                    return new Page<StoredAudit>(found, more || index < rows.Count - 1 ? one.Id : null);
                }
            }

            looked += rows.Count;
            if (!more || looked >= RowsPerCall)
            {
                return new Page<StoredAudit>(found, more ? rows[^1].RowKey : null);
            }

            range = range.After(rows[^1].RowKey);
        }
    }

    /// <summary>The next rows of all partitions together, in order; when there are more, at least one.</summary>
    private async Task<(IReadOnlyList<TableEntity> Rows, bool More)> NextAsync(
        IReadOnlyList<string> partitions,
        KeyRange range,
        CancellationToken cancellationToken
    )
    {
        var parts = new (IReadOnlyList<TableEntity> Rows, bool More)[partitions.Count];
        await Parallel.ForEachAsync(
            partitions.Index(),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = tables.Options.Parallelism,
                CancellationToken = cancellationToken,
            },
            async (one, token) =>
                parts[one.Index] = await tables.Audit.QueryAsync(
                    one.Item,
                    range,
                    RowsPerRequest,
                    keysOnly: false,
                    token
                )
        );
        // Behind the last row of a partition that has more, that partition may have rows too: nothing there is in order yet.
        var horizon = parts.Where(part => part.More).Select(part => part.Rows[^1].RowKey).Min(StringComparer.Ordinal);
        return (
            [
                .. parts
                    .SelectMany(part => part.Rows)
                    .Where(row => horizon is null || string.CompareOrdinal(row.RowKey, horizon) <= 0)
                    .OrderBy(row => row.RowKey, StringComparer.Ordinal),
            ],
            horizon is not null
        );
    }

    private async Task MakeKnownAsync(string partition, CancellationToken cancellationToken)
    {
        if (_known.TryAdd(partition, value: true))
        {
            try
            {
                await tables.Audit.InsertAsync(
                    new TableEntity(TableKeys.AuditPartitions, partition),
                    cancellationToken
                );
            }
            catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
            {
                _known.TryRemove(partition, out _);
                throw;
            }
        }
    }

    private static KeyRange RangeOf(AuditQuery query)
    {
        var to = query.To is { } end ? AuditPosition.FirstAt(end) : TableKeys.All.To;
        var from = query.From is { } start ? AuditPosition.FirstAt(start) : TableKeys.All.From;
        return query.After is { } after && string.CompareOrdinal(AuditPosition.Check(after), from) >= 0
            ? new KeyRange(after, to, AfterFrom: true)
            : new KeyRange(from, to);
    }

    private static bool Matches(StoredAudit one, AuditQuery query, DateTimeOffset now) =>
        (query.Actor is not { } actor || one.Record.Actor == actor)
        && (query.Cluster is not { } cluster || one.Record.IsAbout(cluster))
        && (query.Outcome is not { } outcome || one.Record.OutcomeAt(one.At, now) == outcome);

    private static TableEntity RowOf(string partition, string id, AuditRecord record) =>
        RowBody.Packed(partition, id, record, AuditJson.Default.AuditRecord);

    private static StoredAudit Read(TableEntity row) =>
        new(
            row.RowKey,
            AuditPosition.TimeOf(row.RowKey),
            RowBody.Read(row, AuditJson.Default.AuditRecord),
            row.ETag.ToString()
        );
}
