namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>
/// Leaves a plugin alone that failed several times in a row: calls fail at once until a while is over, then one call at a time tries it
/// again, and the first success ends it.
/// </summary>
internal sealed class CircuitBreaker(int breakAfter, TimeSpan breakFor, TimeProvider time)
{
    private readonly Lock _lock = new();
    private int _failures;
    private DateTimeOffset _closedUntil;
    private long _entries;
    private long? _trying;
    private string _lastFailure = "";

    /// <summary>Asks to make a call; the entry is disposed of when the call is over.</summary>
    public Entry Enter()
    {
        lock (_lock)
        {
            var number = ++_entries;
            if (_failures < breakAfter)
            {
                return new Entry(this, number, null);
            }

            var now = time.GetUtcNow();
            if (now < _closedUntil)
            {
                return new Entry(
                    this,
                    number,
                    $"it failed {_failures} times in a row and is left alone until {_closedUntil:HH:mm:ss} UTC. Last: {_lastFailure}"
                );
            }

            // One that has no answer by then does not keep others from trying it.
            _closedUntil = now + breakFor;
            _trying = number;
            return new Entry(this, number, null);
        }
    }

    /// <summary>One call. Without a word on how it went, nothing is known of the plugin.</summary>
    public sealed class Entry(CircuitBreaker breaker, long number, string? refusal) : IDisposable
    {
        /// <summary>Why the call may not be made; null when it may.</summary>
        public string? Refusal { get; } = refusal;

        public void Succeeded()
        {
            lock (breaker._lock)
            {
                breaker._failures = 0;
            }
        }

        public void Failed(string why)
        {
            lock (breaker._lock)
            {
                breaker._failures++;
                breaker._lastFailure = why;
                breaker._closedUntil = breaker.Now + breaker.BreakFor;
                breaker.EndTry(number);
            }
        }

        public void Dispose()
        {
            lock (breaker._lock)
            {
                if (breaker.EndTry(number))
                {
                    breaker._closedUntil = breaker.Now;
                }
            }
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private TimeSpan BreakFor => breakFor;

    /// <returns>Whether this call was the one that tries the plugin again.</returns>
    private bool EndTry(long entry)
    {
        var wasTrying = _trying == entry;
        _trying = wasTrying ? null : _trying;
        return wasTrying;
    }
}
