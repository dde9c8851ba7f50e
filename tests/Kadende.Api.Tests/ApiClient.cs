using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Kadende.Api.Tests;

/// <summary>Somebody who calls the API.</summary>
public sealed class ApiClient(Uri address, string? token)
{
    private static readonly HttpClient Http = new();

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> DeleteAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Delete, path, null, headers);

    public Task<Answer> PostAsync(string path, string spec, string type = "application/yaml") =>
        SendAsync(HttpMethod.Post, path, Text(spec, type), []);

    public Task<Answer> PutAsync(string path, string spec, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, path, Text(spec, "application/yaml"), headers);

    public Task<Answer> PutJsonAsync(string path, string json) =>
        SendAsync(HttpMethod.Put, path, Text(json, "application/json"), []);

    public Task<Answer> PatchAsync(string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Patch, path, Text(json, "application/json"), headers);

    public async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        (string Name, string Value)[] headers
    )
    {
        using var request = Request(method, path, content, headers);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response, TestContext.Current.CancellationToken);
    }

    /// <summary>Opens a stream of server-sent events.</summary>
    public async Task<EventReader> FollowAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = Request(HttpMethod.Get, path, null, headers);
        var response = await Http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        return new EventReader(
            response,
            await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)
        );
    }

    private HttpRequestMessage Request(
        HttpMethod method,
        string path,
        HttpContent? content,
        (string Name, string Value)[] headers
    )
    {
        var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        Array.ForEach(headers, header => request.Headers.TryAddWithoutValidation(header.Name, header.Value));
        return request;
    }

    private static StringContent Text(string text, string type) => new(text, Encoding.UTF8, type);
}
