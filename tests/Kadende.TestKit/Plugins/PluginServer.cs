using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kadende.TestKit.Plugins;

/// <summary>An HTTP server on a free port of this machine that answers as a test says.</summary>
public sealed class PluginServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PluginServer(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async context =>
        {
            Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
            await answer(context);
        });
    }

    public ConcurrentQueue<string> Requests { get; } = new();

    public string Url => _app.Urls.First();

    public static async Task<PluginServer> StartAsync(RequestDelegate answer)
    {
        var server = new PluginServer(answer);
        await server._app.StartAsync(CancellationToken.None);
        return server;
    }

    public static Task<PluginServer> ServeAsync(byte[] file) =>
        StartAsync(context => context.Response.Body.WriteAsync(file, context.RequestAborted).AsTask());

    public async ValueTask DisposeAsync()
    {
        // What still hangs is cut off.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
