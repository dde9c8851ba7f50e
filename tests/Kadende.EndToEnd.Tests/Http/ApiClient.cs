using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Kadende.Runtime.Requests;
using Xunit;

namespace Kadende.EndToEnd.Tests.Http;

/// <summary>Somebody who uses the API of a host.</summary>
public sealed class ApiClient(Uri address, string token)
{
    // One for all: the pool of connections belongs to it.
    private static readonly HttpClient Http = new();

    public TestCluster Cluster(string name) => new(this, name);

    public Task<Answer> GetAsync(string path, string accept = "application/json") =>
        SendAsync(HttpMethod.Get, path, null, ("Accept", accept));

    public Task<Answer> PostAsync(string path, string spec) =>
        SendAsync(HttpMethod.Post, path, Text(spec, "application/yaml"));

    /// <summary>Asks something of a node, a group or a cluster.</summary>
    public Task<Answer> AskAsync(string path, string json = "{}") =>
        SendAsync(HttpMethod.Post, path, Text(json, "application/json"));

    public Task<Answer> PutJsonAsync(string path, string json) =>
        SendAsync(HttpMethod.Put, path, Text(json, "application/json"));

    public Task<Answer> PutAsync(string path, string spec, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, path, Text(spec, "application/yaml"), headers);

    public Task<Answer> PatchAsync(string path, string json) =>
        SendAsync(HttpMethod.Patch, path, Text(json, "application/json"));

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public async Task<IReadOnlyList<string>> NamesAsync()
    {
        var clusters = await AllAsync<ClusterView>("/api/clusters", 200);
        return [.. clusters.Select(cluster => cluster.Name)];
    }

    /// <summary>A whole list, page by page.</summary>
    public async Task<IReadOnlyList<T>> AllAsync<T>(string path, int size)
    {
        var all = new List<T>();
        string? after = null;
        do
        {
            var next = after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
            var answer = await GetAsync($"{path}?size={size}{next}");
            Assert.True(answer.Status == HttpStatusCode.OK, $"GET {path} answered {answer.Status}: {answer.Text}");
            var page = answer.As<Page<T>>();
            all.AddRange(page.Items);
            after = page.Next;
        } while (after is not null);

        return all;
    }

    /// <summary>Asks for the end of every cluster, and waits for it.</summary>
    public async Task DeleteAllAsync()
    {
        foreach (var name in await NamesAsync())
        {
            await DeleteAsync($"/api/clusters/{name}");
        }

        await Deadline.UntilAsync(
            "no cluster is left",
            NamesAsync,
            names => names.Count == 0,
            names => Task.FromResult(string.Join(", ", names))
        );
    }

    public Task UntilReadyAsync() =>
        Deadline.UntilAsync(
            "the host is ready",
            () => GetAsync("/readyz"),
            answer => answer.Status == HttpStatusCode.OK
        );

    private async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Array.ForEach(headers, header => request.Headers.TryAddWithoutValidation(header.Name, header.Value));
        using var response = await Http.SendAsync(request, Deadline.Token);
        return new Answer(
            response.StatusCode,
            response.Headers.ETag?.ToString(),
            await response.Content.ReadAsStringAsync(Deadline.Token)
        );
    }

    private static StringContent Text(string text, string type) => new(text, Encoding.UTF8, type);
}
