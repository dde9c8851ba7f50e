using Kadende.EndToEnd.Tests.Http;
using Kadende.LocalHost;
using Kadende.Plugins.Simulated;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.EndToEnd.Tests.Hosts;

/// <summary>The real one-machine host within the test's process, so that its simulated clouds can be programmed.</summary>
public sealed class InProcessHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private InProcessHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public ApiClient Foo => Installation.Foo(Address);

    public ApiClient Bar => Installation.Bar(Address);

    public SimulatedCloud Cloud(string name) => _app.Services.GetRequiredService<SimulatedClouds>()[name];

    public static async Task<InProcessHost> StartAsync(
        Installation installation,
        params (string Key, string Value)[] more
    )
    {
        // The host's own lines would drown what the tests say.
        var app = LocalHostBuilder.Build(installation.Settings([("Logging:LogLevel:Default", "None"), .. more]));
        await app.StartAsync(Deadline.Token);
        var host = new InProcessHost(app);
        await host.Foo.UntilReadyAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
