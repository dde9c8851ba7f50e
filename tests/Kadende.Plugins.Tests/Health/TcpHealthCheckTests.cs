using Kadende.Plugins.Health.Tcp;
using Kadende.Sdk.Health;

namespace Kadende.Plugins.Tests.Health;

public sealed class TcpHealthCheckTests
{
    private readonly TcpHealthCheck _check = new(Probes.Anywhere, TimeProvider.System);

    [Fact]
    public async Task Check_PortAccepts_IsHealthy()
    {
        await using var server = new LoopbackServer(answer: null);

        Assert.IsType<HealthReading.Healthy>(
            await AskAsync(Probes.Of("127.0.0.1", """{ "port": 5432 }""", (5432, server.Port)))
        );
    }

    [Fact]
    public async Task Check_NothingListens_IsUnhealthy()
    {
        var reading = await AskAsync(Probes.Of("127.0.0.1", "{}", (5432, Probes.ClosedPort())));

        Assert.StartsWith(
            "connection refused by 127.0.0.1:",
            Assert.IsType<HealthReading.Unhealthy>(reading).Reason,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(null, "has no address yet")]
    [InlineData("169.254.170.2", "may not be probed")]
    [InlineData("fe80::1", "may not be probed")]
    public async Task Check_CannotAsk_IsUnknown(string? address, string reason)
    {
        var reading = await AskAsync(Probes.Of(address, """{ "port": 22 }"""));

        Assert.Contains(reason, Assert.IsType<HealthReading.Unknown>(reading).Reason, StringComparison.Ordinal);
    }

    private Task<HealthReading> AskAsync(HealthProbe probe) =>
        _check.CheckAsync(probe, TestContext.Current.CancellationToken);
}
