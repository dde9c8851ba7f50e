using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Retention;

/// <summary>Removes old records of an audit.</summary>
/// <param name="before">What is older goes.</param>
internal sealed class AuditSweep(StoreTables tables, string partition, DateTimeOffset before) : ISweep
{
    public string Key => $"audit {partition}";

    public Task<SweepPortion> RunAsync(string? after, CancellationToken cancellationToken)
    {
        var range = new KeyRange(TableKeys.All.From, AuditPosition.FirstAt(before));
        return tables.Audit.RemoveNextAsync(partition, range.From(after), old: null, cancellationToken);
    }
}
