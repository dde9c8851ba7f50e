using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Machines;
using Kadende.Plugins.Processes;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Plugins.Tests.Health;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Kadende.TestKit.Ssh;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Machines;

/// <summary>Commands over SSH, against a real sshd.</summary>
public sealed class SshShellTests : SshBench
{
    [Fact]
    public async Task Exec_Script_RunsAndTellsItsEnd()
    {
        var shell = Shell();

        var result = await RunAsync(shell, "echo out; cat; echo bad >&2\necho \"'quoted' \\$x\"; exit 7");

        Assert.Equal(new ExecResult(7, "out\nbad\n'quoted' $x\n"), result);
        Assert.Equal($"ssh {SshServer.User}@127.0.0.1:{Server.Port}", shell.Route);
    }

    [Fact]
    public async Task Exec_OneAfterTheOther_LogsInOnce()
    {
        var shells = Shells(Server.PrivateKeyFile);
        // Has the port of the client's end.
        const string Connection = "echo $SSH_CONNECTION";

        var first = await RunAsync(Shell(shells), Connection);
        var second = await RunAsync(Shell(shells), Connection);
        var other = await RunAsync(Shell(shells, "another-machine"), Connection);

        Assert.NotEqual("", first.Output.Trim());
        Assert.Equal(first.Output, second.Output);
        Assert.NotEqual(first.Output, other.Output);
    }

    [Fact]
    public async Task Exec_ConnectionBrokeMeanwhile_LogsInAnew()
    {
        var shells = Shells(Server.PrivateKeyFile);
        await RunAsync(Shell(shells), "true");
        await Server.StopAsync();
        await Server.ResumeAsync(Cancel);

        Assert.Equal(0, (await RunAsync(Shell(shells), "true")).ExitCode);
    }

    [Fact]
    public async Task Exec_MuchOutput_KeepsItsEnd()
    {
        var result = await RunAsync(Shell(), "seq 1 200000; echo the end");

        Assert.Equal(256 * 1024, result.Output.Length);
        Assert.EndsWith("200000\nthe end\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_ManyAtOnce_EachHasItsOwnAnswer()
    {
        var shell = Shell();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => RunAsync(shell, $"echo {i}")));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}\n"), results.Select(result => result.Output));
    }

    [Fact]
    public async Task Exec_ScriptTakesTooLong_IsEndedAndUnavailable()
    {
        using var folder = new TemporaryDirectory();
        var run = Shell().ExecAsync($"echo $$ >{folder.Path}/pid; sleep 1000", TimeSpan.FromSeconds(3), Cancel);

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => run);

        var written = await File.ReadAllTextAsync($"{folder.Path}/pid", Cancel);
        var pid = int.Parse(written, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        Assert.True(SpinWait.SpinUntil(() => ProcessStat.Read(pid) is not { IsDead: false }, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Exec_ScriptTakesTooLong_IsToldApartFromAMachineThatDoesNotAnswer()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var nobody = Shell(Shells(Server.PrivateKeyFile), port: ((IPEndPoint)silent.LocalEndpoint).Port);

        var hangs = await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            Shell().ExecAsync("sleep 1000", TimeSpan.FromSeconds(2), Cancel)
        );
        var silence = await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            nobody.ExecAsync("sleep 1000", TimeSpan.FromSeconds(1), Cancel)
        );

        Assert.Equal((true, false), (hangs.ScriptTimedOut, silence.ScriptTimedOut));
    }

    [Fact]
    public async Task Exec_OthersHaveTheConnections_ItsTimeBeginsWithItsTurn()
    {
        var shells = Shells(Server.PrivateKeyFile, parallelism: 1);
        var first = RunAsync(Shell(shells), "sleep 4");

        var second = await Shell(shells, "m2").ExecAsync("echo here", TimeSpan.FromSeconds(3), Cancel);

        Assert.Equal((0, "here\n"), ((await first).ExitCode, second.Output));
    }

    [Fact]
    public async Task Exec_MachinesOfAnotherCallerAreSilent_IsAnsweredMeanwhile()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var shells = Shells(Server.PrivateKeyFile, parallelism: 4);
        var shut = Shell(shells, port: ((IPEndPoint)silent.LocalEndpoint).Port, caller: "shop/shut");
        var waiting = Enumerable
            .Range(0, 20)
            .Select(_ => shut.ExecAsync("true", TimeSpan.FromMinutes(1), end.Token))
            .ToList();

        var result = await RunAsync(Shell(shells, caller: "shop/open"), "echo here");

        Assert.Equal("here\n", result.Output);
        Assert.DoesNotContain(waiting, one => one.IsCompleted);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
    }

    [Fact]
    public async Task Exec_KeptConnectionHasDiedWithoutAWord_LogsInAnewWithinItsTime()
    {
        var shells = Shells(Server.PrivateKeyFile);
        // Whoever serves the connection is the parent of what reads the script.
        var session = (await RunAsync(Shell(shells), "cut -d ' ' -f 4 /proc/$PPID/stat")).Output.Trim();
        await RunAsync(Shell(shells, "m2"), $"kill -STOP {session}");

        var result = await Shell(shells).ExecAsync("echo here", TimeSpan.FromSeconds(8), Cancel);

        await RunAsync(Shell(shells, "m2"), $"kill -KILL {session}");
        Assert.Equal("here\n", result.Output);
    }

    [Fact]
    public async Task Exec_KeyIsNotKnown_IsACredentialFault() =>
        await Assert.ThrowsAsync<CredentialException>(() => RunAsync(Shell(Server.StrangeKeyFile), "true"));

    [Fact]
    public async Task Exec_KeyCannotBeRead_IsACredentialFault()
    {
        var failure = await Assert.ThrowsAsync<CredentialException>(() =>
            RunAsync(Shell(Server.PrivateKeyFile + ".pub"), "true")
        );

        Assert.Contains("Kadende:Ssh:PrivateKeyFile", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_HostKeyChanged_IsACredentialFaultUntilAnotherHostAsks()
    {
        var shells = Shells(Server.PrivateKeyFile);
        await RunAsync(Shell(shells), "true");
        await Server.RestartAsync(Cancel);

        var failure = await Assert.ThrowsAsync<CredentialException>(() => RunAsync(Shell(shells), "true"));

        Assert.Contains("another host key", failure.Message, StringComparison.Ordinal);
        await RunAsync(Shell(shells, "another-machine"), "true");
        await RunAsync(Shell(), "true");
    }

    [Fact]
    public async Task Exec_NothingListens_IsUnavailable()
    {
        await Server.StopAsync();

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => RunAsync(Shell(), "true"));
    }

    [Fact]
    public async Task Exec_ServerIsSilent_IsUnavailableInTime()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var begun = TimeProvider.System.GetTimestamp();
        var shell = Shell(Shells(Server.PrivateKeyFile), port: ((IPEndPoint)silent.LocalEndpoint).Port);

        await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            shell.ExecAsync("true", TimeSpan.FromSeconds(1), Cancel)
        );

        Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Exec_AddressIsDenied_IsRefused()
    {
        var shells = Shells(Server.PrivateKeyFile, new ProbeOptions { Deny = ["127.0.0.0/8"] });

        var failure = await Assert.ThrowsAsync<RequestRejectedException>(() => RunAsync(Shell(shells), "true"));

        Assert.Contains("127.0.0.1 may not be probed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NoAddressOrNoSettings_IsNull()
    {
        using var folder = new TemporaryDirectory();
        using var unset = new MachineShells(Options.Create(new SshOptions()), Probes.Anywhere, TimeProvider.System);

        Assert.Null(unset.Find(Provider(folder), Machine("m1", "127.0.0.1", 22), Json.Of("{}"), "shop/web"));
        Assert.Null(
            Shells(Server.PrivateKeyFile).Find(Provider(folder), Machine("m1", null, 22), Json.Of("{}"), "shop/web")
        );
    }
}
