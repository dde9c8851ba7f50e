using Kadende.LocalHost;
using Microsoft.AspNetCore.Builder;

namespace Kadende.Benchmarks.Hosts;

/// <summary>The same host inside this process, where its meters and activities can be listened to.</summary>
internal sealed class InnerHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private InnerHost(WebApplication app, KadendeApi api) => (_app, Api) = (app, api);

    public KadendeApi Api { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<InnerHost> StartAsync(
        IReadOnlyDictionary<string, string> settings,
        int port,
        CancellationToken cancellationToken
    )
    {
        var app = LocalHostBuilder.Build([.. settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
        var host = new InnerHost(app, new KadendeApi(port));
        try
        {
            await app.StartAsync(cancellationToken);
            await host.Api.WaitReadyAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
