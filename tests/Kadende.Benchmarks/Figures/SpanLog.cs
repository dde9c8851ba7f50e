using System.Collections.Concurrent;
using System.Diagnostics;
using Kadende.Runtime.Telemetry;

namespace Kadende.Benchmarks.Figures;

/// <summary>How long each kind of work takes in this process, by the host's own spans.</summary>
internal sealed class SpanLog : IDisposable
{
    private readonly ConcurrentDictionary<string, Spread> _spans = new(StringComparer.Ordinal);
    private readonly ActivityListener _listener;

    public SpanLog()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PassMetrics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Such as <c>look 30.1, plan 0.4</c>: the median of each in milliseconds.</summary>
    public string Medians() =>
        string.Join(
            ", ",
            _spans
                .OrderByDescending(span => span.Value.Median)
                .Select(span => $"{span.Key} {Table.Text(span.Value.Median, "0.0")}")
        );

    public void Dispose() => _listener.Dispose();

    private void Add(Activity span)
    {
        var figures = _spans.GetOrAdd(span.OperationName, _ => new Spread());
        lock (figures)
        {
            figures.Add(span.Duration.TotalMilliseconds);
        }
    }
}
