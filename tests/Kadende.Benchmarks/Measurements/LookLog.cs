using System.Collections.Concurrent;
using System.Diagnostics;
using Kadende.Runtime.Telemetry;

namespace Kadende.Benchmarks.Measurements;

/// <summary>Hears of every look at a group in this process, and keeps how far apart they were.</summary>
internal sealed class LookLog : IDisposable
{
    private readonly ConcurrentDictionary<(string Cluster, string Group), Rhythm> _groups = new();
    private readonly ActivityListener _listener;
    private readonly TimeSpan _interval;
    private readonly TimeSpan _slack;
    private volatile bool _counting;

    /// <param name="slack">How much later than its interval a look may come.</param>
    public LookLog(TimeSpan interval, TimeSpan slack)
    {
        (_interval, _slack) = (interval, slack);
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PassMetrics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Name == "look" ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public int Groups => _groups.Count;

    public long Looks => _groups.Values.Sum(group => group.Looks);

    /// <summary>Ticks at which a group was due, and was not looked at.</summary>
    public long Missed => _groups.Values.Sum(group => group.Missed);

    public TimeSpan LongestGap => _groups.Values.Max(group => group.LongestGap);

    /// <summary>From now on gaps count; what went on before is forgotten but for the last look at each group.</summary>
    public void Begin() => _counting = true;

    /// <summary>The gap that is open at the end counts too.</summary>
    public void End(DateTime now)
    {
        foreach (var group in _groups.Values)
        {
            group.Close(now - group.Last, _interval, _slack);
        }

        _counting = false;
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Activity look)
    {
        var key = ($"{look.GetTagItem("cluster")}", $"{look.GetTagItem("group")}");
        var group = _groups.GetOrAdd(key, _ => new Rhythm { Last = look.StartTimeUtc });
        lock (group)
        {
            if (_counting)
            {
                group.Looks++;
                group.Close(look.StartTimeUtc - group.Last, _interval, _slack);
            }

            group.Last = look.StartTimeUtc;
        }
    }

    private sealed class Rhythm
    {
        public DateTime Last { get; set; }

        public long Looks { get; set; }

        public long Missed { get; private set; }

        public TimeSpan LongestGap { get; private set; }

        public void Close(TimeSpan gap, TimeSpan interval, TimeSpan slack)
        {
            LongestGap = gap > LongestGap ? gap : LongestGap;
            Missed += Math.Max(0, (long)Math.Ceiling((gap - slack) / interval) - 1);
        }
    }
}
