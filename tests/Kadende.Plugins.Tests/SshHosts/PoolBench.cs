using System.Text.Json;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.SshHosts;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;
using Kadende.TestKit.Ssh;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.SshHosts;

/// <summary>Three real sshd, each a host with a folder of its own. Tests are skipped where there can be none.</summary>
public abstract class PoolBench : IAsyncLifetime
{
    private readonly TemporaryDirectory _folder = new();
    private readonly List<SshHostsProvider> _opened = [];
    private readonly List<SshServer> _servers = [];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected IReadOnlyList<SshServer> Servers => _servers;

    protected SshHostsProvider Provider => _opened[0];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(SshServer.Missing is not null, SshServer.Missing ?? "");
        for (var i = 0; i < 3; i++)
        {
            _servers.Add(await SshServer.StartAsync(_servers.FirstOrDefault(), 1, Cancel));
        }

        Open();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _opened.ForEach(provider => provider.Dispose());
        foreach (var server in Enumerable.Reverse(_servers))
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Another provider object, as another host of Kadende has one.</summary>
    protected SshHostsProvider Open(TimeSpan? silentFor = null)
    {
        var options = new SshHostsOptions
        {
            PrivateKeyFile = _servers[0].PrivateKeyFile,
            Hosts = ["127.0.0.1"],
            SilentFor = silentFor ?? TimeSpan.FromMinutes(5),
        };
        var provider = new SshHostsProvider(
            Options.Create(options),
            new ProbeTargets(Options.Create(new ProbeOptions())),
            TimeProvider.System
        );
        _opened.Add(provider);
        return provider;
    }

    protected string FolderOf(int server) => $"{_folder.Path}/h{server}";

    protected string HostOf(int server) => $"127.0.0.1:{_servers[server].Port}";

    protected int ServerOf(Instance instance) => _servers.FindIndex(server => server.Port == instance.Ports[22]);

    protected JsonElement Pool(string? reset = null, string? key = null, string? user = null, int hosts = 3)
    {
        var pool = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["user"] = user ?? SshServer.User,
            ["hosts"] = Enumerable
                .Range(0, hosts)
                .Select(i => new
                {
                    host = "127.0.0.1",
                    port = _servers[i].Port,
                    folder = FolderOf(i),
                    zone = $"z{i}",
                }),
        };
        Add("reset", reset);
        Add("key", key);
        return JsonSerializer.SerializeToElement(pool);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                pool[name] = value;
            }
        }
    }

    protected ProviderBench Bench(JsonElement? pool = null, SshHostsProvider? provider = null) =>
        new(() => provider ?? Provider, pool ?? Pool());

    protected Task<ExecResult> ExecAsync(ProviderBench bench, string id, string script) =>
        Provider.ExecAsync(new ExecRequest(id, bench.Properties, script, TimeSpan.FromSeconds(20)), Cancel);

    protected static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(20), "It never came to be.");
        }
    }
}
