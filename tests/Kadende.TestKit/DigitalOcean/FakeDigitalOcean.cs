using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Kadende.TestKit.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kadende.TestKit.DigitalOcean;

/// <summary>DigitalOcean's API v2, as much of it as droplets need; see the README beside it.</summary>
public sealed class FakeDigitalOcean : IAsyncDisposable
{
    private const int CallsPerHour = 5000;

    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private int _remaining = CallsPerHour;
    private DateTimeOffset _reset = TimeProvider.System.GetUtcNow().AddHours(1);

    private FakeDigitalOcean(string token)
    {
        Token = token;
        Droplets = new FakeDroplets(Account, Tags);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Use(AuthorizeAsync);
        _app.Use(CountAsync);
        _app.Use(Faults.RunAsync);
        Account.Map(_app);
        Droplets.Map(_app);
        Tags.Map(_app, Droplets);
        _app.MapFallback(DigitalOceanError.NotFound);
    }

    /// <summary>Who asks with another one is not let in.</summary>
    public string Token { get; set; }

    public Uri Endpoint => new(_app.Urls.First());

    public FakeAccount Account { get; } = new();

    public FakeTags Tags { get; } = new();

    public FakeDroplets Droplets { get; }

    public RestFaults Faults { get; } = new();

    /// <summary>Method, path and query of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<FakeDigitalOcean> StartAsync(string token, CancellationToken cancellationToken)
    {
        var fake = new FakeDigitalOcean(token);
        await fake._app.StartAsync(cancellationToken);
        return fake;
    }

    /// <summary>So many calls are left until the limit is reset.</summary>
    public void SetRateLimit(int remaining, TimeSpan resetIn)
    {
        lock (_lock)
        {
            (_remaining, _reset) = (remaining, TimeProvider.System.GetUtcNow() + resetIn);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AuthorizeAsync(HttpContext context, RequestDelegate next)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        if (context.Request.Headers.Authorization.ToString() == $"Bearer {Token}")
        {
            await next(context);
        }
        else
        {
            await DigitalOceanError.Of(401, "unauthorized", "Unable to authenticate you.").ExecuteAsync(context);
        }
    }

    private async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        var (remaining, reset) = Count();
        var headers = context.Response.Headers;
        headers["ratelimit-limit"] = CallsPerHour.ToString(CultureInfo.InvariantCulture);
        headers["ratelimit-remaining"] = Math.Max(0, remaining).ToString(CultureInfo.InvariantCulture);
        headers["ratelimit-reset"] = reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        if (remaining >= 0)
        {
            await next(context);
        }
        else
        {
            await DigitalOceanError.Of(429, "too_many_requests", "API Rate limit exceeded.").ExecuteAsync(context);
        }
    }

    private (int Remaining, DateTimeOffset Reset) Count()
    {
        lock (_lock)
        {
            if (_reset <= TimeProvider.System.GetUtcNow())
            {
                (_remaining, _reset) = (CallsPerHour, TimeProvider.System.GetUtcNow().AddHours(1));
            }

            return (--_remaining, _reset);
        }
    }
}
