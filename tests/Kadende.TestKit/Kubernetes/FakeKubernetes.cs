using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kadende.TestKit.Kubernetes;

/// <summary>
/// A Kubernetes API with the few requests that draining a node makes, over TLS, strict about what the real one is strict about:
/// who asks, paths, media types of patches and bodies of evictions.
/// </summary>
/// <remarks>
/// Written from the public documents of Kubernetes: "Kubernetes API Concepts" (resource URIs; chunked lists with limit and continue;
/// deletion), "Controlling Access to the Kubernetes API" (bearer tokens, 401), the reference of Node v1 (read, patch with its media
/// types, delete), of Pod v1 (list with field selectors, ownerReferences, deletionTimestamp) and of Status v1; "API-initiated Eviction"
/// (the Eviction of policy/v1, 201, 429 with the reason TooManyRequests, 404); "Create static Pods" (the annotation
/// kubernetes.io/config.mirror); "Safely Drain a Node".
/// </remarks>
public sealed class FakeKubernetes : IAsyncDisposable
{
    private const string MergePatch = "application/merge-patch+json";
    private const string StrategicPatch = "application/strategic-merge-patch+json";

    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentDictionary<string, bool> _nodes = new(StringComparer.Ordinal);

    private FakeKubernetes(string token)
    {
        Token = token;
        _certificate = NewCertificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate))
        );
        _app = builder.Build();
        _app.Use(AuthorizeAsync);
        _app.MapGet("/api/v1/nodes/{name}", ReadNode);
        _app.MapPatch("/api/v1/nodes/{name}", PatchNodeAsync);
        _app.MapDelete("/api/v1/nodes/{name}", DeleteNode);
        _app.MapGet("/api/v1/pods", ListPods);
        _app.MapPost("/api/v1/namespaces/{space}/pods/{name}/eviction", EvictAsync);
        _app.MapFallback(() => Status(404, "NotFound", "the server could not find the requested resource"));
    }

    public string Token { get; set; }

    public Uri Endpoint => new(_app.Urls.First());

    /// <summary>The certificate of the authority that the API's own comes from, as PEM.</summary>
    public string Authority => _certificate.ExportCertificatePem();

    public ConcurrentDictionary<string, FakePod> Pods { get; } = new(StringComparer.Ordinal);

    /// <summary>Status and message of the condition Ready, by node.</summary>
    public ConcurrentDictionary<string, (string Status, string Message)> Ready { get; } = new(StringComparer.Ordinal);

    /// <summary>Method and path of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>How many pods a list has at most before it is continued.</summary>
    public int PageSize { get; set; } = 500;

    public static async Task<FakeKubernetes> StartAsync(string token)
    {
        var fake = new FakeKubernetes(token);
        await fake._app.StartAsync();
        return fake;
    }

    public void AddNode(string name)
    {
        _nodes[name] = false;
        Ready[name] = ("True", "kubelet is posting ready status");
    }

    public bool Has(string node) => _nodes.ContainsKey(node);

    public bool IsCordoned(string node) => _nodes[node];

    public void Add(FakePod pod) => Pods[$"{pod.Namespace}/{pod.Name}"] = pod;

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
            await Status(401, "Unauthorized", "Unauthorized").ExecuteAsync(context);
        }
    }

    private IResult ReadNode(string name) =>
        _nodes.TryGetValue(name, out var cordoned)
            ? Results.Json(
                new JsonObject
                {
                    ["kind"] = "Node",
                    ["apiVersion"] = "v1",
                    ["metadata"] = new JsonObject { ["name"] = name },
                    ["spec"] = cordoned ? new JsonObject { ["unschedulable"] = true } : [],
                    ["status"] = new JsonObject
                    {
                        ["conditions"] = new JsonArray(
                            new JsonObject { ["type"] = "MemoryPressure", ["status"] = "False" },
                            new JsonObject
                            {
                                ["type"] = "Ready",
                                ["status"] = Ready[name].Status,
                                ["message"] = Ready[name].Message,
                            }
                        ),
                    },
                }
            )
            : NoNode(name);

    private async Task<IResult> PatchNodeAsync(string name, HttpRequest request)
    {
        if (request.ContentType?.Split(';')[0] is not (MergePatch or StrategicPatch))
        {
            return Status(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                    + $"application/json-patch+json, {MergePatch}, {StrategicPatch}"
            );
        }

        if (!_nodes.ContainsKey(name))
        {
            return NoNode(name);
        }

        var patch = await JsonNode.ParseAsync(request.Body);
        _nodes[name] = (bool?)patch?["spec"]?["unschedulable"] ?? _nodes[name];
        return ReadNode(name);
    }

    private IResult DeleteNode(string name) =>
        _nodes.TryRemove(name, out _)
            ? Results.Json(
                new JsonObject
                {
                    ["kind"] = "Status",
                    ["apiVersion"] = "v1",
                    ["status"] = "Success",
                }
            )
            : NoNode(name);

    private IResult ListPods(HttpRequest request)
    {
        const string Selector = "spec.nodeName=";
        var selector = request.Query["fieldSelector"].ToString();
        if (!selector.StartsWith(Selector, StringComparison.Ordinal))
        {
            return Status(400, "BadRequest", $"field label not supported: {selector}");
        }

        var all = Pods.OrderBy(pod => pod.Key, StringComparer.Ordinal)
            .Where(pod => pod.Value.Node == selector[Selector.Length..])
            .Where(pod => string.CompareOrdinal(pod.Key, request.Query["continue"].ToString()) > 0)
            .ToList();
        var page = all.Take(PageSize).ToList();
        return Results.Json(
            new JsonObject
            {
                ["kind"] = "PodList",
                ["apiVersion"] = "v1",
                ["metadata"] = new JsonObject { ["continue"] = all.Count > page.Count ? page[^1].Key : "" },
                ["items"] = new JsonArray([.. page.Select(pod => Json(pod.Value))]),
            }
        );
    }

    private async Task<IResult> EvictAsync(string space, string name, HttpRequest request)
    {
        var body = await JsonNode.ParseAsync(request.Body);
        if (
            (string?)body?["apiVersion"] != "policy/v1"
            || (string?)body["kind"] != "Eviction"
            || (string?)body["metadata"]?["name"] != name
            || (string?)body["metadata"]?["namespace"] != space
        )
        {
            return Status(400, "BadRequest", "the name of the object does not match the name on the URL");
        }

        if (!Pods.TryGetValue($"{space}/{name}", out var pod))
        {
            return Status(404, "NotFound", $"pods \"{name}\" not found");
        }

        if (pod.IsProtected)
        {
            return Status(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.");
        }

        Add(pod with { IsLeaving = true });
        return Results.Json(
            new JsonObject
            {
                ["kind"] = "Status",
                ["apiVersion"] = "v1",
                ["status"] = "Success",
            },
            statusCode: 201
        );
    }

    private static JsonObject Json(FakePod pod)
    {
        var meta = new JsonObject
        {
            ["namespace"] = pod.Namespace,
            ["name"] = pod.Name,
            ["ownerReferences"] = new JsonArray(new JsonObject { ["kind"] = pod.Owner, ["controller"] = true }),
        };
        if (pod.IsMirror)
        {
            meta["annotations"] = new JsonObject { ["kubernetes.io/config.mirror"] = "0123" };
        }

        if (pod.IsLeaving)
        {
            meta["deletionTimestamp"] = "2026-03-01T12:00:00Z";
        }

        return new JsonObject
        {
            ["metadata"] = meta,
            ["spec"] = new JsonObject { ["nodeName"] = pod.Node },
            ["status"] = new JsonObject { ["phase"] = pod.Phase },
        };
    }

    private static IResult NoNode(string name) => Status(404, "NotFound", $"nodes \"{name}\" not found");

    private static IResult Status(int code, string reason, string message) =>
        Results.Json(
            new JsonObject
            {
                ["kind"] = "Status",
                ["apiVersion"] = "v1",
                ["status"] = "Failure",
                ["message"] = message,
                ["reason"] = reason,
                ["code"] = code,
            },
            statusCode: code
        );

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kubernetes", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
