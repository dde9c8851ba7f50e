using System.Text.Json;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.SshHosts;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;
using Kadende.TestKit.Ssh;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.SshHosts;

public sealed class SshHostsConformance : ProviderConformance
{
    private const int Hosts = 6;

    private readonly TemporaryDirectory _folder = new();
    private readonly List<SshHostsProvider> _opened = [];
    private SshServer? _server;

    /// <summary>Each machine is a host of the pool, and every look logs in to all of them.</summary>
    protected override int Several => 4;

    protected override int Many => 4;

    private SshServer Server => _server ?? throw new InvalidOperationException("Not started.");

    protected override string GoodProperties =>
        JsonSerializer.Serialize(
            new
            {
                user = SshServer.User,
                hosts = Server.Ports.Select(port => new
                {
                    host = "127.0.0.1",
                    port,
                    folder = $"{_folder.Path}/{port}",
                }),
            }
        );

    protected override string BadProperties => """{ "user": "root", "hosts": ["127.0.0.1", "bad host"] }""";

    protected override string BadPath => "hosts/1";

    public override async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(SshServer.Missing is not null, SshServer.Missing ?? "");
        _server = await SshServer.StartAsync(null, Hosts, TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _opened.ForEach(provider => provider.Dispose());
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    protected override IProvider Open()
    {
        var provider = new SshHostsProvider(
            Options.Create(new SshHostsOptions { PrivateKeyFile = Server.PrivateKeyFile, Hosts = ["127.0.0.1"] }),
            new ProbeTargets(Options.Create(new ProbeOptions())),
            TimeProvider.System
        );
        _opened.Add(provider);
        return provider;
    }
}
