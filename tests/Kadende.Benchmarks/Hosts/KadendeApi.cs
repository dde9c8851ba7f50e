using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kadende.Benchmarks.Measurements;
using Kadende.Core.Clusters;
using Kadende.Runtime.Requests;

namespace Kadende.Benchmarks.Hosts;

/// <summary>A host's API, as an administrator uses it.</summary>
internal sealed class KadendeApi : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StartPause = TimeSpan.FromMilliseconds(50);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly HttpClient _http;

    public KadendeApi(int port)
    {
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Bench.AdminToken);
    }

    public async Task WaitReadyAsync(CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync(cancellationToken))
        {
            if (TimeProvider.System.GetElapsedTime(started) > StartTimeout)
            {
                throw new MeasurementException($"The host was not ready after {StartTimeout.TotalSeconds:0}s.");
            }

            await Task.Delay(StartPause, TimeProvider.System, cancellationToken);
        }
    }

    public async Task PutAsync(string cluster, string spec, CancellationToken cancellationToken)
    {
        using var body = new StringContent(spec, Encoding.UTF8, "application/yaml");
        using var answer = await _http.PutAsync(PathOf(cluster), body, cancellationToken);
        await CheckAsync(answer, cancellationToken);
    }

    public async Task DeleteAsync(string cluster, CancellationToken cancellationToken)
    {
        using var answer = await _http.DeleteAsync(PathOf(cluster), cancellationToken);
        await CheckAsync(answer, cancellationToken);
    }

    /// <summary>The cluster; null when there is none.</summary>
    public async Task<ClusterView?> FindAsync(string cluster, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(PathOf(cluster), cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        await CheckAsync(answer, cancellationToken);
        return await answer.Content.ReadFromJsonAsync<ClusterView>(Json, cancellationToken);
    }

    public async Task WaitConvergedAsync(string cluster, TimeSpan pause, CancellationToken cancellationToken)
    {
        while (await FindAsync(cluster, cancellationToken) is not { State: ConvergenceState.Converged })
        {
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
        }
    }

    public async Task WaitGoneAsync(string cluster, TimeSpan pause, CancellationToken cancellationToken)
    {
        while (await FindAsync(cluster, cancellationToken) is not null)
        {
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
        }
    }

    public Task<IReadOnlyList<NodeView>> NodesAsync(string cluster, CancellationToken cancellationToken) =>
        ListAsync<NodeView>($"{PathOf(cluster)}/nodes?size=1000", cancellationToken);

    public Task<IReadOnlyList<EventView>> EventsAsync(
        string cluster,
        string kind,
        CancellationToken cancellationToken
    ) => ListAsync<EventView>($"{PathOf(cluster)}/events?size=1000&kind={kind}", cancellationToken);

    public void Dispose() => _http.Dispose();

    private static string PathOf(string cluster) => $"/api/clusters/{cluster}";

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync("/readyz", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(string path, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        string? after = null;
        do
        {
            var more = after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
            using var answer = await _http.GetAsync(path + more, cancellationToken);
            await CheckAsync(answer, cancellationToken);
            var page = await answer.Content.ReadFromJsonAsync<ApiPage<T>>(Json, cancellationToken);
            items.AddRange(page!.Items);
            after = page.Next;
        } while (after is not null);

        return items;
    }

    private static async Task CheckAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            throw new MeasurementException(
                $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode} {text}"
            );
        }
    }
}
