using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Api.Tests;

/// <summary>One API for the tests of a class, with tables of its own.</summary>
public sealed class ApiFixture(AzuriteFixture azurite) : IAsyncLifetime
{
    private ApiHost? _host;

    public string Prefix { get; } = AzuriteFixture.NewPrefix();

    public ApiHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        var server = await azurite.ServerAsync();
        ConnectionString = server.ConnectionString;
        _host = await ApiHost.StartAsync(server.ConnectionString, Prefix, default);
    }

    public string ConnectionString { get; private set; } = "";

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
