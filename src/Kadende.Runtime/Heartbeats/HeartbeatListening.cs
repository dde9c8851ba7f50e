namespace Kadende.Runtime.Heartbeats;

/// <summary>
/// Since when this host could have heard every heartbeat. It begins anew with the host, when the host stood still, and when the store
/// failed it: a machine's silence during that time may be nothing but our own deafness. Other hosts may have heard a machine meanwhile;
/// what they wrote counts.
/// </summary>
public sealed class HeartbeatListening(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(5);

    /// <summary>A pulse that is later than that was missed: the host was suspended, or had no time for anybody.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private ITimer? _timer;
    private DateTimeOffset _since = time.GetUtcNow();
    private DateTimeOffset _lastPulse = time.GetUtcNow();

    public DateTimeOffset Since
    {
        get
        {
            lock (_lock)
            {
                Beat();
                _timer ??= time.CreateTimer(_ => Beat(), null, Pulse, Pulse);
                return _since;
            }
        }
    }

    /// <summary>A heartbeat could not be taken in, or those of a group not be read.</summary>
    public void Missed()
    {
        lock (_lock)
        {
            _since = _lastPulse = time.GetUtcNow();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _timer?.Dispose();
        }
    }

    private void Beat()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (now - _lastPulse > LongestPause)
            {
                _since = now;
            }

            _lastPulse = now;
        }
    }
}
