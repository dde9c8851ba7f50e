using System.Collections.Concurrent;
using System.Globalization;
using Kadende.Plugins.Flavours.Swarm;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Machines;
using Kadende.TestKit.Docker;

namespace Kadende.Plugins.Tests.Flavours;

public sealed class SwarmFlavourTests : IDisposable
{
    private const string Manager = """{ "role": "manager" }""";
    private const string Worker = """{ "role": "worker", "managers": "managers" }""";

    private readonly SwarmFlavour _swarm = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly List<DockerDaemon> _daemons = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _daemons.ForEach(daemon => daemon.Dispose());

    [Fact]
    public async Task Swarm_OfRealDaemons_FormsAndLetsItsNodesGoOneByOne()
    {
        Assert.SkipWhen(DockerDaemon.Missing() is not null, DockerDaemon.Missing() ?? "");
        var one = await StartAsync("m-0", "managers", "0", "manager");
        var two = await StartAsync("m-1", "managers", "1", "manager");
        var worker = await StartAsync("w-0", "workers", "0", "worker");

        // Only the first manager makes the swarm; the others wait for it.
        Assert.IsType<FlavourAnswer.Working>(await ProvisionAsync(two, one, worker));
        Assert.IsType<FlavourAnswer.Working>(await ProvisionAsync(worker, one, two));
        Assert.IsType<FlavourAnswer.Done>(await ProvisionAsync(one, two, worker));
        Assert.IsType<FlavourAnswer.Done>(await ProvisionAsync(two, one, worker));
        Assert.IsType<FlavourAnswer.Done>(await ProvisionAsync(worker, one, two));
        Assert.IsType<FlavourAnswer.Done>(await ProvisionAsync(worker, one, two));
        Assert.Equal(3, await CountAsync(one));
        await HealthyAsync(one, two, worker);
        await HealthyAsync(two, one, worker);
        await HealthyAsync(worker, one, two);
        Assert.DoesNotContain(_log, line => line.Contains("SWMTKN", StringComparison.Ordinal));

        Assert.IsType<FlavourAnswer.Done>(await DrainedAsync(worker, one, two));
        Assert.Equal(2, await CountAsync(one));
        Assert.IsType<FlavourAnswer.Done>(await DrainedAsync(two, one));
        Assert.Equal(1, await CountAsync(one));
        Assert.Contains("last manager", (await DrainAsync(one, worker)).ToString(), StringComparison.Ordinal);
        Assert.IsType<FlavourAnswer.Done>(await DrainAsync(one));
    }

    [Fact]
    public async Task Provision_AnotherManagerCannotBeAsked_MakesNoSwarm()
    {
        var shell = new ScriptedShell(_ => new ExecResult(0, "kadende-swarm|inactive||false|||0"));
        var node = FlavourBench.Node("m-0", "managers", "0", shell, "swarm", Manager);
        var silent = FlavourBench.Node("m-1", "managers", "1", null, "swarm", Manager);

        var answer = await ProvisionAsync(node, silent);

        Assert.Equal(new FlavourAnswer.Working("waits: node m-1 cannot be asked whether there is a swarm"), answer);
        Assert.DoesNotContain(shell.Scripts, script => script.Contains("init", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Provision_MachineIsInASwarmAsSomethingElse_Fails()
    {
        var shell = new ScriptedShell(_ => new ExecResult(0, "kadende-swarm|active|abc|true|s1|10.0.0.1|1"));

        var answer = await ProvisionAsync(FlavourBench.Node("w-0", "workers", "0", shell, "swarm", Worker));

        Assert.Equal(new FlavourAnswer.Failed("it is in a swarm already, as a manager"), answer);
    }

    [Fact]
    public async Task Drain_TooFewOtherManagersAnswer_StaysAManager()
    {
        var mine = new ScriptedShell(_ => new ExecResult(0, "kadende-swarm|active|me|true|s1|10.0.0.1|3"));
        var other = new ScriptedShell(script => new ExecResult(
            0,
            script.Contains("docker info", StringComparison.Ordinal) ? "kadende-swarm|active|o|true|s1|10.0.0.2|3"
                : script.Contains("node ls", StringComparison.Ordinal) ? "me|Leader\no|Reachable\np|Unreachable"
                : ""
        ));

        var answer = await DrainAsync(
            FlavourBench.Node("m-0", "managers", "0", mine, "swarm", Manager),
            FlavourBench.Node("m-1", "managers", "1", other, "swarm", Manager)
        );

        Assert.Equal(
            new FlavourAnswer.Working("stays a manager: of the 2 others only 1 answer, too few to decide without it"),
            answer
        );
        Assert.DoesNotContain(other.Scripts, script => script.Contains("demote", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "role": "worker" }""", "managers")]
    [InlineData("""{ "role": "manager", "managers": "m" }""", "managers")]
    [InlineData("""{ "role": "boss" }""", "role")]
    [InlineData("""{ "role": "manager", "advertise": "eth0; reboot" }""", "advertise")]
    public async Task Validate_BadProperties_AreFaults(string properties, string path) =>
        Assert.Equal(path, Assert.Single(await FlavourBench.FaultsAsync(_swarm, properties)).Path);

    private async Task<FlavourNode> StartAsync(string id, string group, string slot, string role)
    {
        var daemon = await DockerDaemon.StartAsync();
        _daemons.Add(daemon);
        var managers = role == "worker" ? ", \"managers\": \"managers\"" : "";
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{daemon.Port}");
        return FlavourBench.Node(
            id,
            group,
            slot,
            daemon.Shell,
            "swarm",
            $$"""{ "role": "{{role}}", "advertise": "{{address}}", "listen": "{{address}}"{{managers}} }"""
        );
    }

    private Task<FlavourAnswer> ProvisionAsync(FlavourNode node, params FlavourNode[] peers) =>
        _swarm.ProvisionAsync(Call(node, peers), Cancel);

    private Task<FlavourAnswer> DrainAsync(FlavourNode node, params FlavourNode[] peers) =>
        _swarm.DrainAsync(Call(node, peers), Cancel);

    private Task<FlavourAnswer> DrainedAsync(FlavourNode node, params FlavourNode[] peers) =>
        FlavourBench.UntilOverAsync(() => DrainAsync(node, peers));

    private async Task HealthyAsync(FlavourNode node, params FlavourNode[] peers) =>
        Assert.IsType<HealthReading.Healthy>(await _swarm.CheckAsync(Call(node, peers), Cancel));

    private static async Task<int> CountAsync(FlavourNode manager)
    {
        var list = await manager.Shell!.ExecAsync("docker node ls -q", TimeSpan.FromSeconds(20), Cancel);
        return list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }

    private FlavourCall Call(FlavourNode node, FlavourNode[] peers) =>
        new()
        {
            Properties = node.Flavours["swarm"],
            Index = 0,
            Node = node,
            Peers = peers,
            Log = _log.Enqueue,
        };
}
