using Kadende.Core.Events;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.TestKit.Azurite;
using Kadende.TestKit.Ssh;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>Machines that are hosts behind a real sshd: what runs on them runs over SSH.</summary>
public sealed class SshPoolTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Hosts = 3;

    private Installation? _installation;
    private SshServer? _server;
    private InProcessHost? _host;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(SshServer.Missing is not null, SshServer.Missing ?? "");
        _installation = new Installation(await azurite.ServerAsync());
        _server = await SshServer.StartAsync(null, Hosts, Deadline.Token);
        _host = await InProcessHost.StartAsync(
            _installation,
            ("Kadende:Plugins:Ssh:PrivateKeyFile", _server.PrivateKeyFile),
            ("Kadende:Plugins:Ssh:Hosts:0", "127.0.0.1")
        );
    }

    public async ValueTask DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _installation?.Dispose();
    }

    [Fact]
    public async Task Bash_OnHostsOfAPool_LogsLineByLineAndDrainsBeforeTheHostIsGivenBack()
    {
        var cluster = NewCluster();
        await cluster.PutAsync(
            Spec(
                cluster,
                1,
                $"flavours: [{{ name: bash, properties: {{ run: ['echo in slot $KADENDE_SLOT', 'until [ -e {PathOf("go")} ]; do sleep 0.1; done', 'echo over'], drain: 'echo bye' }} }}]"
            )
        );

        var during = await cluster.UntilLoggedAsync("in slot 0");
        await File.WriteAllTextAsync(PathOf("go"), "", Deadline.Token);
        await cluster.UntilConvergedAsync();
        var node = Assert.Single(await cluster.NodesAsync());
        var claimed = Claims();
        await cluster.SizeAsync("web", 0);

        Assert.DoesNotContain("\nover\n", during, StringComparison.Ordinal);
        Assert.Equal(1, claimed);
        var log = await cluster.LogAsync(node.Id);
        Assert.Contains("\nover\n", log, StringComparison.Ordinal);
        Assert.Contains("\nbye\n", log, StringComparison.Ordinal);
        Assert.Contains(
            await cluster.EventsAsync(),
            told => told is { Kind: EventKind.NodeDrained, Reason: "Drained" }
        );
        Assert.Equal(0, Claims());
        await cluster.DeleteAsync();
    }

    [Fact]
    public async Task CommandCheck_TurnsBadOnOneHost_AnotherHostTakesItsPlace()
    {
        var cluster = NewCluster();
        await cluster.ReachAsync(
            Spec(
                cluster,
                2,
                $"health: {{ interval: 1s, unhealthyAfter: 1, checks: [{{ type: command, timeout: 10s, run: 'test ! -e {PathOf("sick")}-$KADENDE_NODE || {{ echo it is sick; exit 3; }}' }}] }}"
            )
        );
        var sick = (await cluster.UntilNodesAsync("both are well", nodes => nodes.Count == 2))[0];

        await File.WriteAllTextAsync($"{PathOf("sick")}-{sick.Id}", "", Deadline.Token);
        var after = await cluster.UntilNodesAsync(
            "another host is in use instead",
            nodes => nodes.Count == 2 && nodes.All(node => node.Id != sick.Id)
        );

        Assert.DoesNotContain(after, node => node.Details["host"] == sick.Details["host"]);
        var told = (await cluster.EventsAsync()).First(one => one.Kind == EventKind.NodeUnhealthy);
        Assert.Equal(sick.Id, told.Node);
        Assert.Contains("exit code 3: it is sick", told.Message, StringComparison.Ordinal);
        // The host that was given back can be had again.
        await cluster.SizeAsync("web", Hosts);
        Assert.Equal(Hosts, Claims());
        await cluster.DeleteAsync();
        Assert.Equal(0, Claims());
    }

    private SshServer Server => _server ?? throw new InvalidOperationException("Not started.");

    private Installation Installation => _installation ?? throw new InvalidOperationException("Not started.");

    private TestCluster NewCluster() =>
        (_host ?? throw new InvalidOperationException("Not started.")).Foo.Cluster(TestCluster.NewName());

    private string PathOf(string name) => Path.Combine(Installation.Folder("pool"), name);

    /// <summary>How many hosts belong to a machine.</summary>
    private int Claims() => Enumerable.Range(0, Hosts).Count(host => File.Exists($"{PathOf($"h{host}")}/claim"));

    private string Spec(TestCluster cluster, int size, string more)
    {
        var hosts = Server.Ports.Select((port, i) => $"{{ host: 127.0.0.1, port: {port}, folder: {PathOf($"h{i}")} }}");
        return Specs.Of(
            cluster.Name,
            Specs.Group("web", size, "ssh", $"{{ user: {SshServer.User}, hosts: [{string.Join(", ", hosts)}] }}", more)
        );
    }
}
