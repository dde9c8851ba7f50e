namespace Kadende.Simulation.Tests.Running;

/// <summary>
/// The time of one simulation. It stands still while anything can run, and then jumps to the next timer: days pass in no time. Timers of
/// one moment ring in the order in which they were set.
/// </summary>
internal sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<Alarm, (long Ticks, long Number)> _alarms = new();
    private long _now = start.UtcTicks;
    private long _lastNumber;

    public DateTimeOffset Now => new(_now, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Does something at a time, or at once when it is over.</summary>
    public void At(DateTimeOffset time, Action act) =>
        CreateTimer(
            static act => ((Action)act!)(),
            act,
            time > Now ? time - Now : TimeSpan.Zero,
            Timeout.InfiniteTimeSpan
        );

    /// <summary>Jumps to the next timer and rings it.</summary>
    /// <returns>False: nobody waits for anything any more.</returns>
    public bool RingNext()
    {
        while (_alarms.TryDequeue(out var alarm, out var due))
        {
            // One that was stopped or set anew is left over in the queue.
            if (alarm.Number == due.Number)
            {
                _now = Math.Max(_now, due.Ticks);
                alarm.Ring();
                return true;
            }
        }

        return false;
    }

    private long Enqueue(Alarm alarm, TimeSpan dueTime)
    {
        _lastNumber++;
        _alarms.Enqueue(alarm, (_now + dueTime.Ticks, _lastNumber));
        return _lastNumber;
    }

    private sealed class Alarm(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        public long Number { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
            {
                throw new NotSupportedException("Timers of a simulation ring once.");
            }

            Number = dueTime == Timeout.InfiniteTimeSpan ? 0 : time.Enqueue(this, dueTime);
            return true;
        }

        public void Ring()
        {
            Number = 0;
            callback(state);
        }

        public void Dispose() => Number = 0;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
