using System.Globalization;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Simulated;

/// <summary>Which calls fail: by plan, by time and by number. Its cloud's lock guards it.</summary>
internal sealed class FaultProgram
{
    private readonly Queue<ProviderException> _nextCalls = new();
    private readonly Queue<ProviderException> _nextCreations = new();
    private DateTimeOffset _second;
    private int _callsInSecond;

    /// <summary>How many create calls from now on are done but not answered.</summary>
    public int AnswersToLose { get; set; }

    /// <summary>How many creations from now on make two machines.</summary>
    public int CreationsToDouble { get; set; }

    /// <summary>How many listings from now on show nothing.</summary>
    public int ListingsToEmpty { get; set; }

    public void FailNextCalls(ProviderException failure, int count) => Enqueue(_nextCalls, failure, count);

    public void FailNextCreations(ProviderException failure, int count) => Enqueue(_nextCreations, failure, count);

    /// <summary>Nothing is planned any more.</summary>
    public void Clear()
    {
        _nextCalls.Clear();
        _nextCreations.Clear();
        (AnswersToLose, CreationsToDouble, ListingsToEmpty) = (0, 0, 0);
    }

    /// <summary>What happens to the call instead of an answer; null: it is answered.</summary>
    public ProviderException? NextCall(SimulatedFaults faults, DateTimeOffset now)
    {
        if (_nextCalls.TryDequeue(out var planned))
        {
            return planned;
        }

        if (faults.Outages.Any(outage => outage.From <= now && now < outage.Until))
        {
            return new ProviderUnavailableException("The simulated cloud does not answer now.");
        }

        return Throttle(faults.CallsPerSecond, now);
    }

    public ProviderException? NextCreation() => _nextCreations.TryDequeue(out var failure) ? failure : null;

    private ThrottledException? Throttle(int? callsPerSecond, DateTimeOffset now)
    {
        if (callsPerSecond is not { } limit)
        {
            return null;
        }

        if (now - _second >= TimeSpan.FromSeconds(1))
        {
            (_second, _callsInSecond) = (now, 0);
        }

        _callsInSecond++;
        return _callsInSecond <= limit
            ? null
            : new ThrottledException(
                string.Create(CultureInfo.InvariantCulture, $"More than {limit} calls in a second."),
                _second + TimeSpan.FromSeconds(1) - now
            );
    }

    private static void Enqueue(Queue<ProviderException> queue, ProviderException failure, int count)
    {
        for (var i = 0; i < count; i++)
        {
            queue.Enqueue(failure);
        }
    }
}
