using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.TestKit.Kubernetes;

/// <summary>The pods of the fake API.</summary>
public sealed class FakePods
{
    private readonly ConcurrentDictionary<string, FakePod> _pods = new(StringComparer.Ordinal);

    /// <summary>How many pods a list has at most before it is continued.</summary>
    public int PageSize { get; set; } = 500;

    public void Add(FakePod pod) => _pods[$"{pod.Namespace}/{pod.Name}"] = pod;

    /// <summary>A pod that was asked to go is gone.</summary>
    public void Remove(string space, string name) => _pods.TryRemove($"{space}/{name}", out _);

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/pods", ListPods);
        routes.MapPost("/api/v1/namespaces/{space}/pods/{name}/eviction", EvictAsync);
    }

    private IResult ListPods(HttpRequest request)
    {
        const string Selector = "spec.nodeName=";
        var selector = request.Query["fieldSelector"].ToString();
        if (!selector.StartsWith(Selector, StringComparison.Ordinal))
        {
            return KubernetesStatus.Of(400, "BadRequest", $"field label not supported: {selector}");
        }

        var all = _pods
            .OrderBy(pod => pod.Key, StringComparer.Ordinal)
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
        var body = await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        if (
            (string?)body?["apiVersion"] != "policy/v1"
            || (string?)body["kind"] != "Eviction"
            || (string?)body["metadata"]?["name"] != name
            || (string?)body["metadata"]?["namespace"] != space
        )
        {
            return KubernetesStatus.Of(400, "BadRequest", "the name of the object does not match the name on the URL");
        }

        if (!_pods.TryGetValue($"{space}/{name}", out var pod))
        {
            return KubernetesStatus.Of(404, "NotFound", $"pods \"{name}\" not found");
        }

        if (pod.IsProtected)
        {
            return KubernetesStatus.Of(
                429,
                "TooManyRequests",
                "Cannot evict pod as it would violate the pod's disruption budget."
            );
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
}
