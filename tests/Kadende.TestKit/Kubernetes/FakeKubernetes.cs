using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kadende.TestKit.Kubernetes;

/// <summary>
/// A Kubernetes API with the few requests that joining and draining a node make, over TLS, strict about what the real one is strict
/// about: who asks, paths, media types of patches and bodies of nodes and evictions.
/// </summary>
/// <remarks>
/// Written from the public documents of Kubernetes: "Kubernetes API Concepts" (resource URIs; chunked lists with limit and continue;
/// deletion), "Controlling Access to the Kubernetes API" (bearer tokens, 401), the reference of Node v1 (create, read, patch with its
/// media types, delete), of Pod v1 (list with field selectors, ownerReferences, deletionTimestamp) and of Status v1; "API-initiated Eviction"
/// (the Eviction of policy/v1, 201, 429 with the reason TooManyRequests, 404); "Create static Pods" (the annotation
/// kubernetes.io/config.mirror); "Safely Drain a Node"; "Kubernetes API health endpoints" (readyz).
/// </remarks>
public sealed class FakeKubernetes : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate = FakeAuthority.NewCertificate();

    private FakeKubernetes(string token)
    {
        Token = token;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate))
        );
        _app = builder.Build();
        _app.Use(AuthorizeAsync);
        Nodes.Map(_app);
        Pods.Map(_app);
        _app.MapGet("/readyz", () => "ok");
        _app.MapFallback(() =>
            KubernetesStatus.Of(404, "NotFound", "the server could not find the requested resource")
        );
    }

    /// <summary>Who asks with another one is not let in.</summary>
    public string Token { get; set; }

    public FakeNodes Nodes { get; } = new();

    public FakePods Pods { get; } = new();

    public Uri Endpoint => new(_app.Urls.First());

    /// <summary>The certificate of the authority that the API's own comes from, as PEM.</summary>
    public string Authority => _certificate.ExportCertificatePem();

    /// <summary>Method and path of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<FakeKubernetes> StartAsync(string token, CancellationToken cancellationToken)
    {
        var fake = new FakeKubernetes(token);
        await fake._app.StartAsync(cancellationToken);
        return fake;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task AuthorizeAsync(HttpContext context, RequestDelegate next)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
        if (context.Request.Headers.Authorization.ToString() == $"Bearer {Token}")
        {
            await next(context);
        }
        else
        {
            await KubernetesStatus.Of(401, "Unauthorized", "Unauthorized").ExecuteAsync(context);
        }
    }
}
