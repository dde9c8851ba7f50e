using Kadende.Plugins.Health.Heartbeat;
using Kadende.Sdk.Health;

namespace Kadende.Plugins.Tests.Health;

public sealed class HeartbeatHealthCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, null)]
    [InlineData(60, null)]
    [InlineData(61, "last heartbeat 60s ago, expected within 60s")]
    [InlineData(80, "last heartbeat 75s ago, expected within 60s")]
    [InlineData(750, "last heartbeat 10m ago, expected within 60s")]
    [InlineData(9000, "last heartbeat 2h ago, expected within 60s")]
    public async Task Check_LastHeartbeat_IsJudgedByItsAge(int secondsAgo, string? reason)
    {
        var reading = await AskAsync("{}", Now - TimeSpan.FromSeconds(secondsAgo));

        Assert.Equal(reason, (reading as HealthReading.Unhealthy)?.Reason);
        Assert.Equal(reason is null, reading is HealthReading.Healthy);
    }

    [Fact]
    public async Task Check_WithinIsWritten_Counts() =>
        Assert.Equal(
            new HealthReading.Unhealthy("last heartbeat 3s ago, expected within 2s"),
            await AskAsync("""{ "within": "2s" }""", Now - TimeSpan.FromSeconds(3))
        );

    [Fact]
    public async Task Check_NeverSentOne_IsUnhealthySoThatTheGraceDecides() =>
        Assert.Equal(new HealthReading.Unhealthy("no heartbeat yet, expected within 60s"), await AskAsync("{}", null));

    [Fact]
    public async Task Check_HeartbeatTellsOfAProblem_IsUnhealthyWithItsWords() =>
        Assert.Equal(
            new HealthReading.Unhealthy("its heartbeat says: disk full"),
            await AskAsync("{}", Now, "disk full")
        );

    [Theory]
    [InlineData(null)]
    [InlineData(600)]
    public async Task Check_HeardForATimeShorterThanExpected_IsUnknown(int? secondsAgo) =>
        Assert.Equal(
            new HealthReading.Unknown(
                "no heartbeat was heard within 60s, for a part of which none could be heard here"
            ),
            await AskAsync("{}", Now - Seconds(secondsAgo), since: Now - TimeSpan.FromSeconds(60))
        );

    [Fact]
    public async Task Check_HeardForATimeAsLongAsExpected_IsJudged() =>
        Assert.IsType<HealthReading.Unhealthy>(
            await AskAsync("{}", Now - TimeSpan.FromHours(1), since: Now - TimeSpan.FromSeconds(61))
        );

    [Theory]
    [InlineData(null, true)]
    [InlineData("disk full", false)]
    public async Task Check_HeartbeatCameAfterAStart_CountsAtOnce(string? problem, bool healthy) =>
        Assert.Equal(healthy, await AskAsync("{}", Now, problem, since: Now) is HealthReading.Healthy);

    private static TimeSpan? Seconds(int? count) => count is { } some ? TimeSpan.FromSeconds(some) : null;

    private static Task<HealthReading> AskAsync(
        string check,
        DateTimeOffset? last,
        string? problem = null,
        DateTimeOffset since = default
    ) =>
        new HeartbeatHealthCheck().CheckAsync(
            Probes.Of(null, check) with
            {
                LastHeartbeat = last,
                HeartbeatProblem = problem,
                HeartbeatsSince = since,
                Now = Now,
            },
            TestContext.Current.CancellationToken
        );
}
