using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.TestKit.Kubernetes;

/// <summary>The nodes of the fake API.</summary>
public sealed class FakeNodes
{
    private const string MergePatch = "application/merge-patch+json";
    private const string StrategicPatch = "application/strategic-merge-patch+json";

    private readonly ConcurrentDictionary<string, bool> _cordoned = new(StringComparer.Ordinal);

    /// <summary>Status and message of the condition Ready, by node.</summary>
    public ConcurrentDictionary<string, (string Status, string Message)> Ready { get; } = new(StringComparer.Ordinal);

    public void Add(string name)
    {
        _cordoned[name] = false;
        Ready[name] = ("True", "kubelet is posting ready status");
    }

    public bool Has(string name) => _cordoned.ContainsKey(name);

    public bool IsCordoned(string name) => _cordoned[name];

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/nodes", CreateNodeAsync);
        routes.MapGet("/api/v1/nodes/{name}", ReadNode);
        routes.MapPatch("/api/v1/nodes/{name}", PatchNodeAsync);
        routes.MapDelete("/api/v1/nodes/{name}", DeleteNode);
    }

    private async Task<IResult> CreateNodeAsync(HttpRequest request)
    {
        var node = await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        if (
            (string?)node?["apiVersion"] != "v1"
            || (string?)node["kind"] != "Node"
            || (string?)node["metadata"]?["name"] is not { Length: > 0 } name
        )
        {
            return KubernetesStatus.Of(400, "BadRequest", "the object provided is unrecognized");
        }

        if (Has(name))
        {
            return KubernetesStatus.Of(409, "AlreadyExists", $"nodes \"{name}\" already exists");
        }

        Add(name);
        return Results.Json(Json(name, isCordoned: false), statusCode: 201);
    }

    private IResult ReadNode(string name) =>
        _cordoned.TryGetValue(name, out var cordoned) ? Results.Json(Json(name, cordoned)) : NoNode(name);

    private JsonObject Json(string name, bool isCordoned) =>
        new()
        {
            ["kind"] = "Node",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = isCordoned ? new JsonObject { ["unschedulable"] = true } : [],
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
        };

    private async Task<IResult> PatchNodeAsync(string name, HttpRequest request)
    {
        if (request.ContentType?.Split(';')[0] is not (MergePatch or StrategicPatch))
        {
            return KubernetesStatus.Of(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                    + $"application/json-patch+json, {MergePatch}, {StrategicPatch}"
            );
        }

        if (!_cordoned.TryGetValue(name, out var before))
        {
            return NoNode(name);
        }

        var patch = await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        _cordoned[name] = (bool?)patch?["spec"]?["unschedulable"] ?? before;
        return ReadNode(name);
    }

    private IResult DeleteNode(string name) =>
        _cordoned.TryRemove(name, out _)
            ? Results.Json(
                new JsonObject
                {
                    ["kind"] = "Status",
                    ["apiVersion"] = "v1",
                    ["status"] = "Success",
                }
            )
            : NoNode(name);

    private static IResult NoNode(string name) => KubernetesStatus.Of(404, "NotFound", $"nodes \"{name}\" not found");
}
