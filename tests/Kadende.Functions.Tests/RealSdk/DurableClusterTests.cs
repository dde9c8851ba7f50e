using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Kadende.Functions.Passes;
using Kadende.Functions.Tests.Http;
using Kadende.TestKit.Azurite;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Kadende.Functions.Tests.RealSdk;

/// <summary>The whole app, its trigger, orchestrator and activities, on the real Durable and real tables.</summary>
public sealed class DurableClusterTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private readonly TaskCompletionSource<EntryHost> _app = new();
    private DurableHost? _durable;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cluster_PutChangedAndDeleted_IsMadeTrueEachTimeByAPassOfItsOwn()
    {
        var app = await StartAsync();

        var id = await PutAsync(app, size: 2);
        await PassIsOverAsync(id);
        Assert.Equal(["Running", "Running"], await StatesAsync(app));
        await PutAsync(app, size: 3);
        await PassIsOverAsync(id);
        Assert.Equal(["Running", "Running", "Running"], await StatesAsync(app));
        using var deleted = await app.SendAsync(HttpMethod.Delete, "/api/clusters/web");
        var last = await PassIsOverAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, last.RuntimeStatus);
        using var gone = await app.SendAsync(HttpMethod.Get, "/api/clusters/web");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app.Task.IsCompletedSuccessfully)
        {
            await (await _app.Task).DisposeAsync();
        }

        if (_durable is not null)
        {
            await _durable.DisposeAsync();
        }
    }

    private async Task<EntryHost> StartAsync()
    {
        _durable = await DurableHost.StartAsync(
            async request => await (await ActivitiesAsync()).LoadAsync(request, Cancellation),
            async work => await (await ActivitiesAsync()).ReconcileGroupAsync(work, Cancellation),
            async completion => await (await ActivitiesAsync()).CompleteAsync(completion, Cancellation),
            Cancellation
        );
        _app.SetResult(await EntryHost.StartAsync(azurite, _durable.Client));
        return await _app.Task;
    }

    private async Task<PassActivities> ActivitiesAsync() =>
        ActivatorUtilities.CreateInstance<PassActivities>((await _app.Task).Services);

    private static async Task<string> PutAsync(EntryHost app, int size)
    {
        var spec = $$"""
            version: "1"
            name: web
            groups:
              fleet:
                size: {{size}}
                resourcePlugin: { name: simulated }
                health: { interval: 5m }
            """;
        using var answer = await app.SendAsync(HttpMethod.Put, "/api/clusters/web", spec: spec);
        var cluster = await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {cluster}");
        return (string?)cluster?["id"] ?? "";
    }

    private Task<OrchestrationMetadata> PassIsOverAsync(string id) =>
        _durable?.Client.WaitForInstanceCompletionAsync($"reconcile-{id}", true, Cancellation)
        ?? throw new InvalidOperationException("Durable has not been started.");

    private static async Task<IReadOnlyList<string?>> StatesAsync(EntryHost app)
    {
        using var answer = await app.SendAsync(HttpMethod.Get, "/api/clusters/web/nodes");
        var nodes = await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        return [.. (nodes?["items"]?.AsArray() ?? []).Select(node => (string?)node?["state"])];
    }
}
