using Azure.Data.Tables;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Retention;

/// <summary>Keeps where the last round stopped. Nothing depends on it but how soon a row is looked at again.</summary>
internal sealed class RetentionPlace(StoreTables tables)
{
    private const string SweepColumn = "Sweep";
    private const string AfterColumn = "After";

    public async Task<RetentionStop> ReadAsync(CancellationToken cancellationToken) =>
        await tables.Index.FindAsync(TableKeys.Meta, TableKeys.Retention, cancellationToken) is { } row
            ? new RetentionStop(row.GetString(SweepColumn) ?? "", row.GetString(AfterColumn))
            : RetentionStop.Start;

    public Task SaveAsync(RetentionStop stop, CancellationToken cancellationToken)
    {
        var row = new TableEntity(TableKeys.Meta, TableKeys.Retention) { [SweepColumn] = stop.Sweep };
        if (stop.After is { } after)
        {
            row[AfterColumn] = after;
        }

        return tables.Index.OverwriteAsync(row, cancellationToken);
    }
}
