using Kadende.Plugins.ByUrl.Remote;
using Microsoft.Extensions.Time.Testing;

namespace Kadende.Plugins.Tests.ByUrl;

public sealed class CircuitBreakerTests
{
    private static readonly TimeSpan BreakFor = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly CircuitBreaker _breaker;

    public CircuitBreakerTests() => _breaker = new CircuitBreaker(2, BreakFor, _time);

    [Fact]
    public void Enter_AfterFailuresInARow_IsRefusedUntilTheTimeIsOver()
    {
        Fail();
        Fail();

        Assert.StartsWith("it failed 2 times in a row", _breaker.Enter(), StringComparison.Ordinal);
        _time.Advance(BreakFor);
        Assert.Null(_breaker.Enter());
    }

    [Fact]
    public void Enter_SuccessInBetween_StaysOpen()
    {
        Fail();
        _breaker.Succeeded();
        Fail();

        Assert.Null(_breaker.Enter());
    }

    [Fact]
    public void Enter_OneIsTrying_OthersAreRefused()
    {
        Fail();
        Fail();
        _time.Advance(BreakFor);

        Assert.Null(_breaker.Enter());
        Assert.NotNull(_breaker.Enter());
        _breaker.Leave();
        Assert.Null(_breaker.Enter());
    }

    [Fact]
    public void Enter_TheTrySucceeds_AllMayCall()
    {
        Fail();
        Fail();
        _time.Advance(BreakFor);
        _breaker.Enter();
        _breaker.Succeeded();
        _breaker.Leave();

        Assert.Null(_breaker.Enter());
        Assert.Null(_breaker.Enter());
    }

    private void Fail()
    {
        _breaker.Enter();
        _breaker.Failed("no answer");
        _breaker.Leave();
    }
}
