using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Flavours.Kubernetes;

/// <summary>The few requests to a Kubernetes API that nodes need; each is safe to repeat.</summary>
internal sealed class KubernetesApi : IDisposable
{
    private const int PodsPerPage = 500;

    private readonly KubernetesAccess _access;
    private readonly HttpClient _client;

    public KubernetesApi(KubernetesAccess access)
    {
        _access = access;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        if (access.CaFile is { Length: > 0 } file)
        {
            var trusted = new X509Certificate2Collection();
            trusted.ImportFromPemFile(file);
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.AddRange(trusted);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        _client = new HttpClient(handler) { BaseAddress = access.Endpoint };
    }

    /// <summary>The node; null when there is none.</summary>
    public async Task<JsonElement?> FindNodeAsync(string name, CancellationToken cancellationToken)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, $"/api/v1/nodes/{name}", null, cancellationToken);
        return status == HttpStatusCode.NotFound ? null : Checked(status, body);
    }

    /// <summary>Gives the node no new pods.</summary>
    public async Task CordonAsync(string name, CancellationToken cancellationToken)
    {
        using var patch = new StringContent(
            """{"spec":{"unschedulable":true}}""",
            Encoding.UTF8,
            "application/merge-patch+json"
        );
        var (status, body) = await SendAsync(HttpMethod.Patch, $"/api/v1/nodes/{name}", patch, cancellationToken);
        Checked(status, body);
    }

    public async Task<IReadOnlyList<KubernetesPod>> ListPodsAsync(string node, CancellationToken cancellationToken)
    {
        var pods = new List<KubernetesPod>();
        string? next = null;
        do
        {
            var more = string.IsNullOrEmpty(next) ? "" : $"&continue={Uri.EscapeDataString(next)}";
            var (status, body) = await SendAsync(
                HttpMethod.Get,
                $"/api/v1/pods?fieldSelector={Uri.EscapeDataString($"spec.nodeName={node}")}&limit={PodsPerPage}{more}",
                null,
                cancellationToken
            );
            var list = Checked(status, body);
            pods.AddRange(list.GetProperty("items").EnumerateArray().Select(KubernetesPod.Parse));
            next = list.TryGetProperty("metadata", out var meta) ? meta.Text("continue") : null;
        } while (!string.IsNullOrEmpty(next));

        return pods;
    }

    /// <summary>Asks a pod to go elsewhere.</summary>
    /// <returns>Null when it goes, or is gone; else why a disruption budget keeps it for now.</returns>
    public async Task<string?> EvictAsync(KubernetesPod pod, CancellationToken cancellationToken)
    {
        using var eviction = new StringContent(
            $$$"""{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"{{{pod.Name}}}","namespace":"{{{pod.Namespace}}}"}}""",
            Encoding.UTF8,
            "application/json"
        );
        var (status, body) = await SendAsync(
            HttpMethod.Post,
            $"/api/v1/namespaces/{pod.Namespace}/pods/{pod.Name}/eviction",
            eviction,
            cancellationToken
        );
        switch (status)
        {
            case HttpStatusCode.NotFound:
                return null;
            case HttpStatusCode.TooManyRequests:
                return MessageOf(body) ?? "a disruption budget keeps it";
            default:
                Checked(status, body);
                return null;
        }
    }

    public async Task DeleteNodeAsync(string name, CancellationToken cancellationToken)
    {
        var (status, body) = await SendAsync(HttpMethod.Delete, $"/api/v1/nodes/{name}", null, cancellationToken);
        if (status != HttpStatusCode.NotFound)
        {
            Checked(status, body);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            if (_access.TokenFile is { Length: > 0 } file)
            {
                var token = (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            using var response = await _client.SendAsync(request, cancellationToken);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            throw new ProviderUnavailableException(
                $"The Kubernetes API at {_access.Endpoint?.Authority} cannot be asked: {failure.Message}",
                failure
            );
        }
    }

    private static JsonElement Checked(HttpStatusCode status, string body) =>
        (int)status switch
        {
            >= 200 and < 300 => JsonDocument.Parse(body).RootElement.Clone(),
            401 or 403 => throw new CredentialException(
                $"The Kubernetes API does not let us in: {MessageOf(body) ?? status.ToString()}"
            ),
            _ => throw new ProviderUnavailableException(
                $"The Kubernetes API answered {(int)status}: {MessageOf(body) ?? "nothing"}"
            ),
        };

    /// <summary>What a Status object says.</summary>
    private static string? MessageOf(string body)
    {
        try
        {
            using var status = JsonDocument.Parse(body);
            return status.RootElement.ValueKind == JsonValueKind.Object ? status.RootElement.Text("message") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
