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
    private bool _isTrying;
    private string _lastFailure = "";

    /// <summary>Asks to make a call; every call that may be made is followed by <see cref="Leave"/>.</summary>
    /// <returns>Why it may not be made; null when it may.</returns>
    public string? Enter()
    {
        lock (_lock)
        {
            if (_failures < breakAfter)
            {
                return null;
            }

            if (_isTrying || time.GetUtcNow() < _closedUntil)
            {
                return $"it failed {_failures} times in a row and is left alone until {_closedUntil:HH:mm:ss} UTC. Last: {_lastFailure}";
            }

            _isTrying = true;
            return null;
        }
    }

    public void Succeeded()
    {
        lock (_lock)
        {
            _failures = 0;
        }
    }

    public void Failed(string why)
    {
        lock (_lock)
        {
            _failures++;
            _lastFailure = why;
            _closedUntil = time.GetUtcNow() + breakFor;
        }
    }

    /// <summary>The call is over; without one of the others before, nothing is known of the plugin.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _isTrying = false;
        }
    }
}
