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

        Assert.StartsWith("it failed 2 times in a row", _breaker.Enter().Refusal, StringComparison.Ordinal);
        _time.Advance(BreakFor);
        Assert.Null(_breaker.Enter().Refusal);
    }

    [Fact]
    public void Enter_SuccessInBetween_StaysOpen()
    {
        Fail();
        Succeed();
        Fail();

        Assert.Null(_breaker.Enter().Refusal);
    }

    [Fact]
    public void Enter_OneIsTrying_OthersAreRefused()
    {
        Fail();
        Fail();
        _time.Advance(BreakFor);

        using (var trying = _breaker.Enter())
        {
            Assert.Null(trying.Refusal);
            Assert.NotNull(_breaker.Enter().Refusal);
        }

        Assert.Null(_breaker.Enter().Refusal);
    }

    [Fact]
    public void Enter_TheTrySucceeds_AllMayCall()
    {
        Fail();
        Fail();
        _time.Advance(BreakFor);
        Succeed();

        Assert.Null(_breaker.Enter().Refusal);
        Assert.Null(_breaker.Enter().Refusal);
    }

    [Fact]
    public void Enter_AnOlderCallEndsWhileOneIsTrying_NoOtherTries()
    {
        var older = _breaker.Enter();
        Fail();
        Fail();
        _time.Advance(BreakFor);
        Assert.Null(_breaker.Enter().Refusal);

        older.Dispose();

        Assert.NotNull(_breaker.Enter().Refusal);
    }

    [Fact]
    public void Enter_TheTryDoesNotEnd_AnotherTriesAfterAWhile()
    {
        Fail();
        Fail();
        _time.Advance(BreakFor);
        Assert.Null(_breaker.Enter().Refusal);

        _time.Advance(BreakFor);

        Assert.Null(_breaker.Enter().Refusal);
    }

    private void Fail()
    {
        using var entry = _breaker.Enter();
        entry.Failed("no answer");
    }

    private void Succeed()
    {
        using var entry = _breaker.Enter();
        entry.Succeeded();
    }
}
