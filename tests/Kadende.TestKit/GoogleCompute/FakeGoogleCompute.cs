using System.Collections.Concurrent;
using System.Net;
using Kadende.TestKit.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kadende.TestKit.GoogleCompute;

/// <summary>Google's Compute API v1, as much of it as instances need, with one project; see the README beside it.</summary>
public sealed class FakeGoogleCompute : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeGoogleCompute()
    {
        Instances = new FakeInstances(Project, Operations);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Use(AuthorizeAsync);
        _app.Use(Faults.RunAsync);
        _app.MapPost("/token", (HttpRequest request) => Account.GiveTokenAsync(request));
        Project.Map(_app);
        Instances.Map(_app);
        Operations.Map(_app);
        _app.MapFallback((HttpRequest request) => GoogleError.NotFound(request.Path));
    }

    public Uri Endpoint => new($"{_app.Urls.First()}/compute/v1");

    public Uri TokenEndpoint => new($"{_app.Urls.First()}/token");

    /// <summary>The JSON key of the only account that is let in.</summary>
    public string Credentials => FakeServiceAccount.KeyFor(TokenEndpoint, FakeProject.Id);

    public FakeServiceAccount Account { get; } = new();

    public FakeProject Project { get; } = new();

    public FakeOperations Operations { get; } = new();

    public FakeInstances Instances { get; }

    public RestFaults Faults { get; } = new();

    /// <summary>Method, path and query of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<FakeGoogleCompute> StartAsync(CancellationToken cancellationToken)
    {
        var fake = new FakeGoogleCompute();
        await fake._app.StartAsync(cancellationToken);
        return fake;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AuthorizeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        Requests.Enqueue($"{request.Method} {request.Path}{request.QueryString}");
        if (request.Path == "/token" || Account.Takes(request.Headers.Authorization.ToString()))
        {
            await next(context);
        }
        else
        {
            await GoogleError
                .Of(401, "authError", "Request had invalid authentication credentials.")
                .ExecuteAsync(context);
        }
    }
}
