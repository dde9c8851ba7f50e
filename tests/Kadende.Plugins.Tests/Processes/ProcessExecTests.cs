using System.Globalization;
using System.Text.Json;
using Kadende.Plugins.Processes;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.Processes;

public sealed class ProcessExecTests : ProcessTests
{
    private static readonly JsonElement Properties = Json.Of(
        """{ "ports": [8080], "environment": { "MODE": "blue" } }"""
    );

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exec_Script_RunsInTheNodesFolderWithItsEnvironment()
    {
        var node = await CreateAsync("exec sleep 1000");

        var result = await ExecAsync(
            node,
            "pwd; echo $MODE $PORT $PORT_8080 $KADENDE_TOKEN ${SECRET-none}; cat; echo bad >&2; exit 3"
        );

        var port = node.Ports[8080].ToString(CultureInfo.InvariantCulture);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal($"{FolderOf(node)}/work\nblue {port} {port} {node.Id.Split('/')[1]} none\nbad\n", result.Output);
    }

    [Fact]
    public async Task Exec_MuchOutput_KeepsItsEnd()
    {
        var node = await CreateAsync("exec sleep 1000");

        var result = await ExecAsync(node, "seq 1 200000; echo the end");

        Assert.Equal(256 * 1024, result.Output.Length);
        Assert.EndsWith("200000\nthe end\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_ScriptTakesTooLong_IsEndedWithAllThatItStarted()
    {
        var node = await CreateAsync("exec sleep 1000");

        var failure = await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            ExecAsync(node, "sleep 1000 & echo $! >child; sleep 1000", TimeSpan.FromMilliseconds(500))
        );

        Assert.True(failure.ScriptTimedOut);
        await EndedAsync(node);
        Assert.True(IsAlive(PidOf(node)));
    }

    [Fact]
    public async Task Exec_ScriptLeavesSomethingRunning_AnswersAndEndsIt()
    {
        var node = await CreateAsync("exec sleep 1000");

        var result = await ExecAsync(node, "sleep 1000 & echo $! >child; echo done");

        Assert.Equal(new ExecResult(0, "done\n"), result);
        await EndedAsync(node);
    }

    [Fact]
    public async Task Exec_NoSuchNode_IsGone() =>
        await Assert.ThrowsAsync<InstanceGoneException>(() =>
            Open()
                .ExecAsync(
                    new ExecRequest($"{Bench.Installation}/nothing", Properties, "true", TimeSpan.FromSeconds(5)),
                    Cancel
                )
        );

    [Fact]
    public async Task Exec_ProcessEnded_IsUnavailable()
    {
        var node = await CreateAsync("echo over");
        await LogAsync(node, "over");
        Assert.True(SpinWait.SpinUntil(() => !IsAlive(PidOf(node)), TimeSpan.FromSeconds(10)));

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => ExecAsync(node, "true"));
    }

    [Fact]
    public async Task ReadConsole_ProcessWrote_GivesTheEnd()
    {
        var node = await CreateAsync("seq 1 20000; echo the end; exec sleep 1000");
        await LogAsync(node, "the end");

        var console = await Open().ReadConsoleAsync(node.Id, Properties, Cancel);

        Assert.NotNull(console);
        Assert.Equal(64 * 1024, console.Length);
        Assert.EndsWith("20000\nthe end\n", console, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadConsole_ProcessWroteNothing_IsNull()
    {
        var node = await CreateAsync("exec sleep 1000");

        Assert.Null(await Open().ReadConsoleAsync(node.Id, Properties, Cancel));
    }

    [Fact]
    public async Task Describe_LogTooLong_IsMovedAsideAndGoesOn()
    {
        var node = await CreateAsync(
            "seq 1 20000; while [ ! -e go ]; do sleep 0.02; done; echo after; exec sleep 1000"
        );
        await LogAsync(node, "\n20000\n");
        var provider = Open(new ProcessOptions { Directory = Root, LogLimit = 64 * 1024 });

        await provider.DescribeAsync(new DescribeRequest(node.Labels, Properties, null), Cancel);
        await File.WriteAllTextAsync($"{FolderOf(node)}/work/go", "", Cancel);

        Assert.Equal("after\n", await LogAsync(node, "after"));
        Assert.EndsWith("\n20000\n", await ReadAsync(node.Details["log"] + ".1"), StringComparison.Ordinal);
    }

    private static async Task EndedAsync(Instance node)
    {
        var child = int.Parse(await ReadAsync($"{FolderOf(node)}/work/child"), CultureInfo.InvariantCulture);
        Assert.True(SpinWait.SpinUntil(() => !IsAlive(child), TimeSpan.FromSeconds(10)));
    }

    private Task<ExecResult> ExecAsync(Instance node, string script, TimeSpan? timeout = null) =>
        Open().ExecAsync(new ExecRequest(node.Id, Properties, script, timeout ?? TimeSpan.FromSeconds(20)), Cancel);
}
