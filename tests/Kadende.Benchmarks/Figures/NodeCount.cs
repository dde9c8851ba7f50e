using System.Diagnostics.Metrics;

namespace Kadende.Benchmarks.Figures;

/// <summary>How many nodes a host in this process has in each state, by its own gauge: asking costs no request to the store.</summary>
internal sealed class NodeCount : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly MeterListener _listener = new();
    private long _running;

    public NodeCount()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Kadende", Name: "kadende.nodes" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((_, count, tags, _) => Add(count, tags));
        _listener.Start();
    }

    public long Running
    {
        get
        {
            _running = 0;
            _listener.RecordObservableInstruments();
            return _running;
        }
    }

    public async Task WaitRunningAsync(long nodes, CancellationToken cancellationToken)
    {
        while (Running < nodes)
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(int count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            _running += name == "state" && value is "Running" ? count : 0;
        }
    }
}
