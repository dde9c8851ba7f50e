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
    private readonly TemporaryDirectory _folder = new();
    private readonly List<SshHostsProvider> _opened = [];
    private readonly List<SshServer> _servers = [];

    protected override string GoodProperties =>
        JsonSerializer.Serialize(
            new
            {
                user = SshServer.User,
                hosts = _servers
                    .SelectMany(server => server.Ports)
                    .Select(port => new
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
        // One sshd listens on at most 16 ports.
        _servers.Add(await SshServer.StartAsync(null, 13, TestContext.Current.CancellationToken));
        _servers.Add(await SshServer.StartAsync(_servers[0], 13, TestContext.Current.CancellationToken));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _opened.ForEach(provider => provider.Dispose());
        await _servers[1].DisposeAsync();
        await _servers[0].DisposeAsync();
        _folder.Dispose();
    }

    protected override IProvider Open()
    {
        var provider = new SshHostsProvider(
            Options.Create(new SshHostsOptions { PrivateKeyFile = _servers[0].PrivateKeyFile, Hosts = ["127.0.0.1"] }),
            new ProbeTargets(Options.Create(new ProbeOptions())),
            TimeProvider.System
        );
        _opened.Add(provider);
        return provider;
    }
}
