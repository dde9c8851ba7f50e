using Kadende.Plugins.Health.Command;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Health;
using Kadende.Sdk.Machines;

namespace Kadende.Plugins.Tests.Health;

public sealed class CommandHealthCheckTests
{
    [Fact]
    public async Task Check_NoShell_IsUnknownAndSaysWhatToDo()
    {
        var reading = await AskAsync(null);

        Assert.Contains("Kadende:Ssh", Assert.IsType<HealthReading.Unknown>(reading).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "all is well\n", null)]
    [InlineData(1, "", "the command ended with exit code 1")]
    [InlineData(2, "first\nlast words\n\n", "the command ended with exit code 2: last words")]
    public async Task Check_ScriptEnded_IsJudgedByItsExitCode(int code, string output, string? reason)
    {
        var shell = new ScriptedShell((_, _) => new ExecResult(code, output));

        var reading = await AskAsync(shell);

        Assert.Equal(reason, (reading as HealthReading.Unhealthy)?.Reason);
        Assert.Equal(code == 0, reading is HealthReading.Healthy);
        Assert.Equal([("check-it", TimeSpan.FromSeconds(10))], shell.Scripts);
    }

    [Fact]
    public async Task Check_ScriptHangsOnAMachineThatAnswers_IsUnhealthy()
    {
        var reading = await AskAsync(
            new ScriptedShell((script, _) => script == ":" ? new ExecResult(0, "") : throw TimedOut())
        );

        Assert.Equal(new HealthReading.Unhealthy("the command did not end within 10s"), reading);
    }

    [Fact]
    public async Task Check_ScriptHangsOnAMachineThatDoesNotAnswerAnyMore_IsUnknown() =>
        Assert.IsType<HealthReading.Unknown>(await AskAsync(new ScriptedShell((_, _) => throw TimedOut())));

    [Fact]
    public async Task Check_ScriptNeverBegan_IsUnknownAndNobodyKnocks()
    {
        var shell = new ScriptedShell((_, _) => throw new ProviderUnavailableException("no answer in time"));

        Assert.IsType<HealthReading.Unknown>(await AskAsync(shell));
        Assert.Single(shell.Scripts);
    }

    [Fact]
    public async Task Check_ShellFailsAtOnce_IsUnknownWithItsWords()
    {
        var reading = await AskAsync(
            new ScriptedShell((_, _) => throw new ProviderUnavailableException("the line is dead"))
        );

        Assert.Equal(new HealthReading.Unknown("the command could not be run by test: the line is dead"), reading);
    }

    private static ProviderUnavailableException TimedOut() => new("no answer in time") { ScriptTimedOut = true };

    private static Task<HealthReading> AskAsync(IMachineShell? shell) =>
        new CommandHealthCheck().CheckAsync(
            Probes.Of("10.0.0.7", """{ "run": "check-it" }""") with
            {
                Shell = shell,
            },
            TestContext.Current.CancellationToken
        );

    private sealed class ScriptedShell(Func<string, TimeSpan, ExecResult> run) : IMachineShell
    {
        public List<(string Script, TimeSpan Timeout)> Scripts { get; } = [];

        public string Route => "test";

        public Task<ExecResult> ExecAsync(string script, TimeSpan timeout, CancellationToken cancellationToken)
        {
            Scripts.Add((script, timeout));
            return Task.FromResult(run(script, timeout));
        }
    }
}
