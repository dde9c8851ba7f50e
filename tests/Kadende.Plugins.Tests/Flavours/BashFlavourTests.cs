using System.Collections.Concurrent;
using Kadende.Plugins.Flavours.Bash;
using Kadende.Plugins.Machines;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Plugins.Tests.Processes;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Machines;

namespace Kadende.Plugins.Tests.Flavours;

/// <summary>Commands that really run, on nodes of the provider <c>process</c>.</summary>
public sealed class BashFlavourTests : ProcessTests
{
    private readonly BashFlavour _bash = new();
    private readonly ConcurrentQueue<string> _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Provision_Commands_RunInOrderAndEachIsLoggedWithItsOutput()
    {
        var shell = await ShellAsync();
        const string Properties = """
            { "run": ["echo one; printf two >&2", "echo $GREETING from $KADENDE_SLOT"], "env": { "GREETING": "it's me" } }
            """;

        var answer = await ProvisionAsync(Properties, shell);

        Assert.IsType<FlavourAnswer.Done>(answer);
        Assert.Collection(
            _log,
            line => Assert.Equal("$ echo one; printf two >&2", line),
            line => Assert.Equal("one", line),
            line => Assert.Equal("two", line),
            line => Assert.Matches(@"^exit 0 \(\d+\.\ds\)$", line),
            line => Assert.Equal("$ echo $GREETING from $KADENDE_SLOT", line),
            line => Assert.Equal("it's me from 0", line),
            line => Assert.Matches(@"^exit 0 \(\d+\.\ds\)$", line)
        );
    }

    [Fact]
    public async Task Provision_CommandFails_SaysItsExitCodeAndLastLine_AndRunsNoOther()
    {
        var shell = await ShellAsync();

        var answer = await ProvisionAsync("""{ "run": ["echo no such package; exit 7", "touch never"] }""", shell);

        Assert.Equal(
            new FlavourAnswer.Failed("'echo no such package; exit 7' ended with exit code 7: no such package"),
            answer
        );
        Assert.DoesNotContain("$ touch never", _log);
    }

    [Fact]
    public async Task Provision_TextOfSeveralLines_EndsWithTheFirstThatFails()
    {
        var answer = await ProvisionAsync("""{ "run": "echo a\nfalse\necho b" }""", await ShellAsync());

        Assert.IsType<FlavourAnswer.Failed>(answer);
        Assert.Equal(["$ echo a", "> false", "> echo b", "a"], _log.Take(4));
        Assert.DoesNotContain("b", _log);
    }

    [Fact]
    public async Task Provision_WhileACommandRuns_TellsItsOutputSoFar()
    {
        var shell = await ShellAsync();
        const string Properties = """{ "run": ["echo begun; until [ -e go ]; do sleep 0.1; done; echo over"] }""";

        await UntilLoggedAsync(Properties, shell, "begun");
        var during = await _bash.ProvisionAsync(FlavourBench.Call(Properties, shell, _log), Cancel);
        await shell.ExecAsync("touch go", TimeSpan.FromSeconds(5), Cancel);
        var after = await ProvisionAsync(Properties, shell);

        Assert.StartsWith(
            "runs 'echo begun;",
            Assert.IsType<FlavourAnswer.Working>(during).What,
            StringComparison.Ordinal
        );
        Assert.IsType<FlavourAnswer.Done>(after);
        Assert.Equal(["over"], _log.Where(line => line == "over"));
    }

    [Fact]
    public async Task Provision_ManyCallsAtOnce_RunOnceAndLogEachLineOnce()
    {
        var shell = await ShellAsync();
        const string Properties =
            """{ "run": ["echo run >>count; for i in $(seq 1 300); do echo line $i; done; sleep 1; echo last"] }""";

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ProvisionAsync(Properties, shell)));

        Assert.Equal("run\n", (await shell.ExecAsync("cat count", TimeSpan.FromSeconds(5), Cancel)).Output);
        Assert.Equal(
            [.. Enumerable.Range(1, 300).Select(i => $"line {i}"), "last"],
            _log.Where(line => line.StartsWith('l')).OrderBy(line => line == "last").ThenBy(NumberOf)
        );
    }

    [Fact]
    public async Task Provision_CommandTakesTooLong_IsEnded()
    {
        var answer = await ProvisionAsync(
            """{ "run": ["echo begun; sleep 600"], "timeout": "1s" }""",
            await ShellAsync()
        );

        Assert.Equal(new FlavourAnswer.Failed("'echo begun; sleep 600' took longer than 1s and was ended"), answer);
        Assert.Equal(["$ echo begun; sleep 600", "begun", "ended after 1s"], _log);
    }

    [Fact]
    public async Task Provision_CommandsAreKilled_SaysThatTheyAreLost()
    {
        var shell = await ShellAsync();
        const string Properties = """{ "run": ["echo begun; sleep 600"] }""";
        await UntilLoggedAsync(Properties, shell, "begun");

        await shell.ExecAsync("kill -s KILL -- -$(cat .kadende/n-0/0-run/pid)", TimeSpan.FromSeconds(5), Cancel);
        var answer = await ProvisionAsync(Properties, shell);

        Assert.Contains(
            "did not come to its end",
            Assert.IsType<FlavourAnswer.Failed>(answer).Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Drain_Commands_RunBeforeItIsDone()
    {
        var shell = await ShellAsync();
        var call = FlavourBench.Call("""{ "run": "true", "drain": ["echo bye >left"] }""", shell, _log);

        var answer = await FlavourBench.UntilOverAsync(() => _bash.DrainAsync(call, Cancel));

        Assert.IsType<FlavourAnswer.Done>(answer);
        Assert.Equal("bye\n", (await shell.ExecAsync("cat left", TimeSpan.FromSeconds(5), Cancel)).Output);
    }

    [Fact]
    public async Task Drain_NoCommands_IsDoneWithoutAMachine() =>
        Assert.IsType<FlavourAnswer.Done>(
            await _bash.DrainAsync(FlavourBench.Call("""{ "run": "true" }""", null), Cancel)
        );

    [Theory]
    [InlineData("test $KADENDE_NODE = n-0", null)]
    [InlineData("echo too hot; exit 3", "the check of bash ended with exit code 3: too hot")]
    public async Task Check_Command_JudgesByItsExitCode(string check, string? reason)
    {
        var call = FlavourBench.Call($$"""{ "run": "true", "check": "{{check}}" }""", await ShellAsync());

        var reading = await _bash.CheckAsync(call, Cancel);

        Assert.Equal(reason is null ? new HealthReading.Healthy() : new HealthReading.Unhealthy(reason), reading);
    }

    [Fact]
    public async Task Check_NoCommand_HasNoWordOnHealth() =>
        Assert.Null(await _bash.CheckAsync(FlavourBench.Call("""{ "run": "true" }""", null), Cancel));

    [Fact]
    public async Task Provision_NoWayToTheMachine_Waits() =>
        Assert.IsType<FlavourAnswer.Working>(
            await _bash.ProvisionAsync(FlavourBench.Call("""{ "run": "true" }""", null), Cancel)
        );

    [Fact]
    public async Task Prepare_NoWayToTheMachine_PutsTheCommandsIntoTheBootScript()
    {
        const string Properties = """{ "run": ["echo one", "echo two"], "env": { "A": "b" } }""";

        var request = await FlavourBench.PrepareAsync(_bash, Properties, null);
        var call = FlavourBench.Call(Properties, null, labels: request.Labels);

        Assert.Equal("#!/bin/sh\nset -e\nexport A='b'\necho one\necho two\n", request.Init);
        Assert.IsType<FlavourAnswer.Done>(await _bash.ProvisionAsync(call, Cancel));
        Assert.IsType<FlavourAnswer.Done>(await _bash.DrainAsync(call, Cancel));
    }

    [Fact]
    public async Task Prepare_BootScriptIsThere_CommandsFollowIt() =>
        Assert.Equal(
            "#!/bin/bash\necho mine\n(\nset -e\necho one\n)\n",
            (await FlavourBench.PrepareAsync(_bash, """{ "run": "echo one" }""", "#!/bin/bash\necho mine\n")).Init
        );

    [Fact]
    public async Task Prepare_AWayToTheMachine_LeavesTheBootScriptAlone() =>
        Assert.Null((await FlavourBench.PrepareAsync(_bash, """{ "run": "echo one" }""", null, canExec: true)).Init);

    [Theory]
    [InlineData("""{ "run": "a", "timeout": "0s" }""", "timeout", "Must be between 1s and 24h.")]
    [InlineData(
        """{ "run": "a", "env": { "A-B": "c" } }""",
        "env/A-B",
        "'A-B' is not a name for a variable: use letters, digits and '_'."
    )]
    [InlineData(
        """{ "run": "a", "drain": "b", "via": "init" }""",
        "via",
        "'init' only runs commands at the boot: 'drain' and 'check' need another way."
    )]
    [InlineData("""{ "run": " " }""", "run", "Must be text or a list: a command, or a list of commands.")]
    [InlineData("""{ "run": [] }""", "run", "Must be text or a list: a command, or a list of commands.")]
    [InlineData("""{ }""", "run", "'run' is missing: it is required.")]
    public async Task Validate_BadProperties_AreFaults(string properties, string path, string message)
    {
        var fault = Assert.Single(await FlavourBench.FaultsAsync(_bash, properties));

        Assert.Equal((path, message), (fault.Path, fault.Message));
    }

    [Fact]
    public async Task Validate_TooMuchForOneScript_IsAFault() =>
        Assert.Single(
            await FlavourBench.FaultsAsync(
                _bash,
                $$"""{ "run": ["{{new string('a', 30_000)}}", "{{new string('b', 30_000)}}"] }"""
            )
        );

    private static int NumberOf(string line) =>
        line.Split(' ') is [_, var number] ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : 0;

    private async Task<IMachineShell> ShellAsync()
    {
        var node = await CreateAsync("exec sleep 1000");
        return new ProviderShell(Open(), node.Id, Json.Empty);
    }

    private Task<FlavourAnswer> ProvisionAsync(string properties, IMachineShell shell) =>
        FlavourBench.UntilOverAsync(() => _bash.ProvisionAsync(FlavourBench.Call(properties, shell, _log), Cancel));

    private async Task UntilLoggedAsync(string properties, IMachineShell shell, string line)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!_log.Contains(line))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(20));
            await _bash.ProvisionAsync(FlavourBench.Call(properties, shell, _log), Cancel);
        }
    }
}
