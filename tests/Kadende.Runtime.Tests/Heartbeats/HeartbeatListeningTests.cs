using Kadende.Runtime.Heartbeats;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kadende.Runtime.Tests.Heartbeats;

public sealed class HeartbeatListeningTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly HeartbeatListening _listening;

    public HeartbeatListeningTests() => _listening = new HeartbeatListening(_clock);

    public void Dispose() => _listening.Dispose();

    [Fact]
    public void Since_HostRunsOn_IsItsStart()
    {
        Run(60);

        Assert.Equal(Start, _listening.Since);
    }

    [Fact]
    public void Since_HostStoodStill_IsWhenItWokeUp()
    {
        Run(60);
        _clock.Advance(TimeSpan.FromMinutes(10));
        var woke = _clock.GetUtcNow();

        Run(60);

        Assert.Equal(woke, _listening.Since);
    }

    [Fact]
    public void Since_AHeartbeatWasMissed_IsThatTime()
    {
        Run(60);
        _listening.Missed();
        var missed = _clock.GetUtcNow();

        Run(60);

        Assert.Equal(missed, _listening.Since);
    }

    /// <summary>The host's timers tick, and nobody asks.</summary>
    private void Run(int seconds)
    {
        _ = _listening.Since;
        Enumerable.Range(0, seconds / 5).ToList().ForEach(_ => _clock.Advance(TimeSpan.FromSeconds(5)));
    }
}
