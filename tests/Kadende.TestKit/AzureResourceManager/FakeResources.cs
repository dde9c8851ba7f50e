using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.TestKit.AzureResourceManager;

/// <summary>Makes a resource what it becomes, or says why it cannot be made.</summary>
/// <param name="before">What it was, when it exists.</param>
/// <param name="operationError">What the making is programmed to end with.</param>
internal delegate AzureError? MakeResource(FakeResource made, FakeResource? before, AzureError? operationError);

/// <summary>PUT, GET, DELETE and listings, as they are for every kind of resource.</summary>
internal sealed class FakeResources(FakeStore store, Func<HttpContext, AzureError?> operationErrorOf)
{
    public void Map(
        IEndpointRouteBuilder routes,
        string type,
        int longestName,
        MakeResource make,
        Func<FakeResource, AzureError?> inUse
    )
    {
        var all = $"/subscriptions/{{subscription}}/resourceGroups/{{group}}/providers/{type}";
        routes.MapGet(
            all,
            (HttpRequest request, string subscription, string group) => List(request, subscription, group, type)
        );
        routes.MapGet(
            $"{all}/{{name}}",
            (HttpRequest request, string group, string name) =>
            {
                lock (store.Lock)
                {
                    return store.Find(request.Path) is { } found
                        ? Results.Json(View(found, request))
                        : AzureError.Missing(type, name, group).Result;
                }
            }
        );
        routes.MapPut(
            $"{all}/{{name}}",
            (HttpContext context, string subscription, string name) =>
                PutAsync(context, subscription, name, type, longestName, make)
        );
        routes.MapDelete(
            $"{all}/{{name}}",
            (HttpContext context, string subscription) => Delete(context, subscription, type, inUse)
        );
    }

    private IResult List(HttpRequest request, string subscription, string group, string type)
    {
        if (request.Query.ContainsKey("$expand") && !request.Query.ContainsKey("$filter"))
        {
            return new AzureError(
                400,
                "InvalidParameter",
                "The $expand expression can only be specified if a valid $filter option is specified."
            ).Result;
        }

        lock (store.Lock)
        {
            var prefix = $"/subscriptions/{subscription}/resourceGroups/{group}/";
            return store.Page(
                request,
                [
                    .. store
                        .All(type)
                        .Where(resource => resource.Id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                        .Select(resource => View(resource, request)),
                ]
            );
        }
    }

    private async Task<IResult> PutAsync(
        HttpContext context,
        string subscription,
        string name,
        string type,
        int longestName,
        MakeResource make
    )
    {
        var body = await ReadAsync(context.Request);
        lock (store.Lock)
        {
            var before = store.Find(context.Request.Path);
            if (FakeRules.Check(name, longestName, body, [FakeCatalogue.Location]) is { } fault)
            {
                return fault.Result;
            }

            if (before is not null && context.Request.Headers.IfNoneMatch == "*")
            {
                return new AzureError(
                    412,
                    "PreconditionFailed",
                    "The condition '*' in the If-None-Match header was not satisfied."
                ).Result;
            }

            body!["properties"] ??= new JsonObject();
            var resource = new FakeResource(context.Request.Path, name, type, body)
            {
                ReadyFrom = before?.ReadyFrom ?? store.Now + store.OperationTime,
            };
            var error = operationErrorOf(context);
            if (make(resource, before, error) is { } refusal)
            {
                return refusal.Result;
            }

            resource.Failure = error;
            store.Put(resource);
            store.Begin(context, type.Split('/')[0], subscription, error);
            return Results.Json(View(resource, context.Request), statusCode: before is null ? 201 : 200);
        }
    }

    private IResult Delete(HttpContext context, string subscription, string type, Func<FakeResource, AzureError?> inUse)
    {
        lock (store.Lock)
        {
            if (store.Find(context.Request.Path) is not { } found)
            {
                return Results.NoContent();
            }

            if (inUse(found) is { } refusal)
            {
                return refusal.Result;
            }

            found.GoneFrom ??= store.Now + store.OperationTime;
            store.Begin(context, type.Split('/')[0], subscription, null);
            return Results.StatusCode(202);
        }
    }

    private static async Task<JsonObject?> ReadAsync(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted)
                as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The name of the group comes back in capitals, as Azure does at times.</summary>
    public static string ShownId(FakeResource resource)
    {
        var parts = resource.Id.Split('/');
        parts[4] = parts[4].ToUpperInvariant();
        return string.Join('/', parts);
    }

    private JsonObject View(FakeResource resource, HttpRequest request)
    {
        var view = resource.Body.DeepClone().AsObject();
        view["id"] = ShownId(resource);
        view["name"] = resource.Name;
        view["type"] = resource.Type;
        var properties = view["properties"]!.AsObject();
        properties["provisioningState"] = resource.StateAt(store.Now);
        if (resource.Type == FakeMachines.Type)
        {
            (properties["osProfile"] as JsonObject)?.Remove("customData");
            if (request.Query["$expand"] == "instanceView")
            {
                properties["instanceView"] = FakeMachines.InstanceViewOf(resource, store.Now);
            }
        }

        return view;
    }
}
