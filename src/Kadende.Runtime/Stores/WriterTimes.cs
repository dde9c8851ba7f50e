using System.Security.Cryptography;

namespace Kadende.Runtime.Stores;

/// <summary>Times for row keys: each is later than the one before, and with the writer's name it is nobody else's.</summary>
internal sealed class WriterTimes(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private long _lastTicks;

    /// <summary>Random once for each writer: two that write at the same tick do not collide. 16 hexadecimal digits.</summary>
    public string Writer { get; } = RandomNumberGenerator.GetHexString(16, lowercase: true);

    public long NextTicks()
    {
        lock (_lock)
        {
            _lastTicks = Math.Max(_lastTicks + 1, clock.GetUtcNow().UtcTicks);
            return _lastTicks;
        }
    }
}
