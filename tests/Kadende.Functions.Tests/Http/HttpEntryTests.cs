using Kadende.Functions.Http;
using Kadende.Functions.Passes;
using Kadende.Functions.Tests.Passes;
using Kadende.Runtime.Passes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kadende.Functions.Tests.Http;

public sealed class HttpEntryTests : IAsyncDisposable
{
    private readonly RecordingDurableClient _client = new();
    private readonly DurablePassStarter _starter = new(new PassLauncher(NullLogger<PassLauncher>.Instance));
    private readonly ServiceProvider _services;
    private readonly HttpEntry _entry;

    public HttpEntryTests()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRouting();
        services.AddSingleton<IPassStarter>(_starter);
        services.AddSingleton<System.Diagnostics.DiagnosticListener>(_ => new("test"));
        _services = services.BuildServiceProvider();
        _entry = new HttpEntry(Pipeline(_services), _starter);
    }

    [Fact]
    public async Task RunAsync_HostHasMatchedItsCatchAll_RoutesByItself()
    {
        var context = Request("GET", "/api/clusters/web");
        context.Request.RouteValues["path"] = "api/clusters/web";
        context.SetEndpoint(new Endpoint(_ => Task.CompletedTask, new EndpointMetadataCollection(), "the host's own"));

        await _entry.RunAsync(context.Request, _client);

        Assert.Equal("web", await BodyAsync(context));
        Assert.Equal(["cluster"], context.Request.RouteValues.Keys);
    }

    [Fact]
    public async Task RunAsync_NoSuchRoute_IsNotFound()
    {
        var context = Request("GET", "/nowhere");

        await _entry.RunAsync(context.Request, _client);

        Assert.Equal(StatusCodes.Status404NotFound, context.Response.StatusCode);
    }

    [Fact]
    public async Task RunAsync_RequestAsksForAPass_StartsItWithTheClientOfTheRequest()
    {
        var context = Request("POST", "/api/clusters/web/passes");

        await _entry.RunAsync(context.Request, _client);

        Assert.Equal("reconcile-web", Assert.Single(_client.Started).Id);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _client.DisposeAsync();
    }

    private static RequestDelegate Pipeline(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseRouting();
        app.UseEndpoints(routes =>
        {
            routes.MapGet("/api/clusters/{cluster}", (string cluster) => Results.Text(cluster));
            routes.MapPost(
                "/api/clusters/{cluster}/passes",
                (string cluster, IPassStarter passes, CancellationToken token) => passes.RequestAsync(cluster, token)
            );
        });
        return app.Build();
    }

    private DefaultHttpContext Request(string method, string path) =>
        new()
        {
            RequestServices = _services,
            Request = { Method = method, Path = path },
            Response = { Body = new MemoryStream() },
        };

    private static async Task<string> BodyAsync(HttpContext context)
    {
        context.Response.Body.Position = 0;
        using var reader = new StreamReader(context.Response.Body);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
