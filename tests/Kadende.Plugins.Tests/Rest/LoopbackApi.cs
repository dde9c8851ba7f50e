using System.Net;
using Kadende.Plugins.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kadende.Plugins.Tests.Rest;

/// <summary>An API whose every answer a test decides.</summary>
public sealed class LoopbackApi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = RestClient.NewHttpClient();
    private int _requests;

    private LoopbackApi(Func<int, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(context => answer(Interlocked.Increment(ref _requests), context));
    }

    public int Requests => _requests;

    public static async Task<LoopbackApi> StartAsync(Func<int, HttpContext, Task> answer)
    {
        var api = new LoopbackApi(answer);
        await api._app.StartAsync(TestContext.Current.CancellationToken);
        return api;
    }

    internal RestClient Client(TimeProvider? time = null) =>
        new(
            _http,
            new RestAccount(
                "Test",
                new Uri($"{_app.Urls.First()}/base/"),
                _ => Task.FromResult("planted-token"),
                answer => answer.Status == 429
            ),
            new RestPatience(3, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20)),
            time ?? TimeProvider.System
        );

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}
