using Kadende.Plugins.Health.Command;
using Kadende.Plugins.Tests.Health;
using Kadende.Sdk.Health;

namespace Kadende.Plugins.Tests.Machines;

/// <summary>The check <c>command</c> over a real sshd.</summary>
public sealed class SshCommandCheckTests : SshBench
{
    [Theory]
    [InlineData("exit 0", true)]
    [InlineData("echo disk is full >&2; exit 4", false)]
    public async Task CommandCheck_OverSsh_JudgesByTheExitCode(string script, bool healthy)
    {
        var probe = Probes.Of("127.0.0.1", $$"""{ "run": "{{script}}" }""") with { Shell = Shell() };

        var reading = await new CommandHealthCheck().CheckAsync(probe, Cancel);

        Assert.Equal(
            healthy
                ? new HealthReading.Healthy()
                : new HealthReading.Unhealthy("the command ended with exit code 4: disk is full"),
            reading
        );
    }

    [Fact]
    public async Task CommandCheck_ScriptHangs_IsUnhealthy()
    {
        var probe = Probes.Of("127.0.0.1", """{ "run": "sleep 1000" }""") with
        {
            Shell = Shell(),
            Timeout = TimeSpan.FromSeconds(2),
        };

        var reading = await new CommandHealthCheck().CheckAsync(probe, Cancel);

        Assert.Equal(new HealthReading.Unhealthy("the command did not end within 2s"), reading);
    }

    [Fact]
    public async Task CommandCheck_SshDoesNotLetUsIn_IsUnknown()
    {
        var probe = Probes.Of("127.0.0.1", """{ "run": "true" }""") with { Shell = Shell(Server.StrangeKeyFile) };

        var reading = await new CommandHealthCheck().CheckAsync(probe, Cancel);

        Assert.Contains(
            "does not let us in",
            Assert.IsType<HealthReading.Unknown>(reading).Reason,
            StringComparison.Ordinal
        );
    }
}
