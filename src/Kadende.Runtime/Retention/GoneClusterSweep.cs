using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Retention;

/// <summary>Removes the events of a cluster that is gone, and then the note of it. One that was made anew with its id is cleaned as others are.</summary>
/// <param name="before">What is older goes.</param>
internal sealed class GoneClusterSweep(StoreTables tables, GoneClusters gone, string clusterId, DateTimeOffset before)
    : ISweep
{
    public string Key => $"gone {clusterId}";

    public async Task<SweepPortion> RunAsync(string? after, CancellationToken cancellationToken)
    {
        if (await tables.Clusters.FindAsync(clusterId, TableKeys.Head, cancellationToken) is not null)
        {
            await gone.ForgetAsync(clusterId, cancellationToken);
            return default;
        }

        var range = TableKeys.Events with { To = EventPosition.FirstRowKeyAt(before) };
        var portion = await tables.Clusters.RemoveNextAsync(clusterId, range.From(after), old: null, cancellationToken);
        var (left, _) = await tables.Clusters.QueryAsync(
            clusterId,
            TableKeys.Events,
            most: 1,
            keysOnly: true,
            cancellationToken
        );
        if (left.Count == 0)
        {
            await gone.ForgetAsync(clusterId, cancellationToken);
        }

        return portion;
    }
}
