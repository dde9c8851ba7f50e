using Azure.Data.Tables;

namespace Kadende.Runtime.Stores;

/// <summary>Row keys of one partition from <paramref name="From"/> up to, not including, <paramref name="To"/>.</summary>
/// <param name="AfterFrom">The range begins behind <paramref name="From"/> instead of with it.</param>
internal readonly record struct KeyRange(string From, string To, bool AfterFrom = false)
{
    /// <summary>The part of the range that lies behind a row.</summary>
    public KeyRange After(string rowKey) => new(rowKey, To, AfterFrom: true);

    public bool Holds(string rowKey)
    {
        var order = string.CompareOrdinal(rowKey, From);
        return (AfterFrom ? order > 0 : order >= 0) && string.CompareOrdinal(rowKey, To) < 0;
    }

    public string Filter(string partition) =>
        AfterFrom
            ? TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {From} and RowKey lt {To}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {From} and RowKey lt {To}");
}
