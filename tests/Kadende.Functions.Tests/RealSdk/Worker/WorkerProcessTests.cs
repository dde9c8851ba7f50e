using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Kadende.Runtime.Passes;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Functions.Tests.RealSdk.Worker;

public sealed class WorkerProcessTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Token = "the-first-administrators-token";
    private const string Caller = "203.0.113.7";
    private const string Spec = """
        version: "1"
        name: web
        groups:
          fleet: { size: 1, resourcePlugin: { name: simulated } }
        """;

    private readonly TaskCompletionSource<PassRequest> _asked = new();
    private DurableHost? _durable;
    private WorkerProcess? _worker;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var server = await azurite.ServerAsync();
        _durable = await DurableHost.StartAsync(
            request =>
            {
                _asked.TrySetResult(request);
                return Task.FromResult(new PassLoad(false, 0, [], NewGeneration: false, null));
            },
            _ => throw new NotSupportedException(),
            _ => throw new NotSupportedException(),
            Cancellation
        );
        _worker = await WorkerProcess.StartAsync(
            _durable.Address,
            new Dictionary<string, string>
            {
                ["Kadende__Store__ConnectionString"] = server.ConnectionString,
                ["Kadende__Store__TablePrefix"] = AzuriteFixture.NewPrefix(),
                ["Kadende__Access__AdminToken"] = Token,
            },
            Cancellation
        );
    }

    [Fact]
    public async Task Request_ThroughTheWorker_KeepsItsCallerAndStartsAPassWithTheClientOfItsInvocation()
    {
        var (posted, invocation) = await SendAsync(HttpMethod.Post, "/api/clusters", Spec);

        var end = await Worker.EndAsync(invocation).WaitAsync(Cancellation);
        Assert.True(end.Length == 0, end);
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        var cluster = await posted.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        Assert.True(posted.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal((string?)cluster?["id"], (await _asked.Task.WaitAsync(Cancellation)).ClusterId);
        var (audit, _) = await SendAsync(HttpMethod.Get, "/api/audit?team=default");
        var told = (await audit.Content.ReadFromJsonAsync<JsonNode>(Cancellation))?["items"]?.AsArray().Single();
        Assert.Equal(Caller, (string?)told?["source"]?["address"]);
    }

    [Fact]
    public async Task Invocation_IsCanceledByTheHost_EndsItsStream()
    {
        await SendAsync(HttpMethod.Post, "/api/clusters", Spec);
        var (stream, invocation) = await SendAsync(HttpMethod.Get, "/api/clusters/web/events?follow=true");
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync(Cancellation));
        var first = await reader.ReadLineAsync(Cancellation);

        await Worker.CancelAsync(invocation, Cancellation);

        await reader.ReadToEndAsync(Cancellation);
        Assert.StartsWith("id: ", first, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
        {
            await _worker.DisposeAsync();
        }

        if (_durable is not null)
        {
            await _durable.DisposeAsync();
        }
    }

    private WorkerProcess Worker => _worker ?? throw new InvalidOperationException("The worker has not been started.");

    private Task<(HttpResponseMessage Answer, string Invocation)> SendAsync(
        HttpMethod method,
        string path,
        string? spec = null
    ) => Worker.SendAsync(method, path, Token, Caller, spec, Cancellation);
}
