using Kadende.EndToEnd.Tests.Http;
using Kadende.Plugins.Simulated;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.EndToEnd.Tests.Hosts;

/// <summary>One installation with one host, for the tests of a class. What they leave running is removed at the end.</summary>
public sealed class HostFixture(AzuriteFixture azurite) : IAsyncLifetime
{
    private Installation? _installation;
    private InProcessHost? _host;

    public Installation Installation => _installation ?? throw new InvalidOperationException("Not started.");

    public ApiClient Foo => Host.Foo;

    public ApiClient Bar => Host.Bar;

    private InProcessHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public SimulatedCloud Cloud(string name) => Host.Cloud(name);

    /// <summary>A cluster with a name that no other test has.</summary>
    public TestCluster NewCluster() => Foo.Cluster(TestCluster.NewName());

    public async ValueTask InitializeAsync()
    {
        _installation = new Installation(await azurite.ServerAsync());
        _host = await InProcessHost.StartAsync(_installation);
    }

    public async ValueTask DisposeAsync()
    {
        await Foo.DeleteAllAsync();
        await Host.DisposeAsync();
        Installation.Dispose();
    }
}
