using Azure.Data.Tables;

namespace Kadende.Runtime.Stores;

/// <summary>Clusters that are gone but for their events: nothing else names their partitions any more.</summary>
internal sealed class GoneClusters(StoreTable index, TimeProvider clock)
{
    private const string AtColumn = "GoneAt";

    /// <summary>Before the last that names the cluster goes, and again when its removal is repeated.</summary>
    public Task NoteAsync(string clusterId, CancellationToken cancellationToken) =>
        index.OverwriteAsync(
            new TableEntity(TableKeys.Gone, TableKeys.Cluster(clusterId)) { [AtColumn] = clock.GetUtcNow() },
            cancellationToken
        );

    /// <summary>Those that went before a time.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var rows = await index.QueryAsync(TableKeys.Gone, TableKeys.All, keysOnly: false, cancellationToken);
        return [.. rows.Where(row => row.GetDateTimeOffset(AtColumn) < before).Select(row => row.RowKey)];
    }

    /// <summary>Unless it was noted anew meanwhile.</summary>
    public async Task ForgetAsync(string clusterId, CancellationToken cancellationToken)
    {
        if (await index.FindAsync(TableKeys.Gone, TableKeys.Cluster(clusterId), cancellationToken) is { } row)
        {
            await index.DeleteAsync(TableKeys.Gone, clusterId, row.ETag.ToString(), cancellationToken);
        }
    }
}
