using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Kadende.Benchmarks.Figures;

/// <summary>Counts what a host in this process asks of the Table service, each retry too, by its own counter.</summary>
internal sealed class StoreRequests : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public StoreRequests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Kadende", Name: "kadende.store.requests" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(
            (_, count, tags, _) =>
            {
                var operation = "";
                foreach (var (name, value) in tags)
                {
                    operation = name == "operation" ? value?.ToString() ?? "" : operation;
                }

                _counts.AddOrUpdate(operation, count, (_, before) => before + count);
            }
        );
        _listener.Start();
    }

    public long Total => _counts.Values.Sum();

    public void Reset() => _counts.Clear();

    /// <summary>Such as <c>22 transactions, 5 reads</c>.</summary>
    public string ByOperation() =>
        string.Join(
            ", ",
            _counts.OrderByDescending(count => count.Value).Select(count => $"{count.Value} {count.Key}")
        );

    public void Dispose() => _listener.Dispose();
}
