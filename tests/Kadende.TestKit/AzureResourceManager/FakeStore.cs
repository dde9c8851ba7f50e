using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Kadende.TestKit.AzureResourceManager;

/// <summary>All resources and operations of the fake. Its lock guards them.</summary>
internal sealed class FakeStore(TimeProvider time)
{
    private readonly Dictionary<string, FakeResource> _resources = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (DateTimeOffset EndsAt, AzureError? Error)> _operations = new(
        StringComparer.Ordinal
    );

    public Lock Lock { get; } = new();

    public TimeSpan OperationTime { get; } = TimeSpan.FromMilliseconds(30);

    public int PageSize { get; set; } = 10;

    /// <summary>What is told as <c>Retry-After</c> with operations; null: nothing.</summary>
    public int? RetryAfter { get; set; }

    public DateTimeOffset Now => time.GetUtcNow();

    public IReadOnlyList<FakeResource> All(string type)
    {
        Settle();
        return
        [
            .. _resources
                .Values.Where(resource => resource.Type == type)
                .OrderBy(resource => resource.Id, StringComparer.Ordinal),
        ];
    }

    public FakeResource? Find(string? id)
    {
        Settle();
        return id is not null && _resources.TryGetValue(id, out var resource) ? resource : null;
    }

    public void Put(FakeResource resource) => _resources[resource.Id] = resource;

    /// <summary>Begins an operation; its address goes into the answer's headers.</summary>
    public void Begin(HttpContext context, string provider, string subscription, AzureError? error)
    {
        var id = $"op{_operations.Count + 1}";
        _operations[id] = (Now + OperationTime, error);
        var request = context.Request;
        context.Response.Headers["Azure-AsyncOperation"] =
            $"{request.Scheme}://{request.Host}/subscriptions/{subscription}/providers/{provider}/locations/westeurope/operations/{id}?api-version=2024-07-01";
        if (RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = $"{seconds}";
        }
    }

    public IResult Operation(string id)
    {
        if (!_operations.TryGetValue(id, out var operation))
        {
            return new AzureError(404, "NotFound", $"Operation '{id}' was not found.").Result;
        }

        var body = new JsonObject { ["name"] = id };
        var ended = Now >= operation.EndsAt;
        body["status"] =
            !ended ? "InProgress"
            : operation.Error is null ? "Succeeded"
            : "Failed";
        if (ended && operation.Error is { } error)
        {
            body["error"] = error.Body["error"]!.DeepClone();
        }

        return Results.Json(body);
    }

    /// <summary>One page, and where the next one is.</summary>
    public IResult Page(HttpRequest request, IReadOnlyList<JsonObject> items)
    {
        var from = int.TryParse(request.Query["$skiptoken"], CultureInfo.InvariantCulture, out var skip) ? skip : 0;
        var body = new JsonObject { ["value"] = new JsonArray([.. items.Skip(from).Take(PageSize)]) };
        if (items.Count > from + PageSize)
        {
            var query = request
                .Query.Where(part => part.Key != "$skiptoken")
                .Select(part => $"{part.Key}={Uri.EscapeDataString(part.Value.ToString())}")
                .Append($"$skiptoken={from + PageSize}");
            body["nextLink"] = $"{request.Scheme}://{request.Host}{request.Path}?{string.Join('&', query)}";
        }

        return Results.Json(body);
    }

    // What was asked to go takes along what was marked to go with it.
    private void Settle()
    {
        var now = Now;
        foreach (var gone in _resources.Values.Where(resource => resource.GoneFrom <= now).ToList())
        {
            _resources.Remove(gone.Id);
            foreach (var (id, deleteOption) in FakeMachines.PartsOf(gone))
            {
                if (deleteOption == "Delete" && Find(id) is { } along)
                {
                    along.GoneFrom = now + OperationTime;
                    along.Properties.Remove("virtualMachine");
                }
            }

            foreach (
                var left in _resources.Values.Where(left =>
                    left.Carries("virtualMachine", gone.Id) || left.Carries("ipConfiguration", gone.Id)
                )
            )
            {
                left.Properties.Remove("virtualMachine");
                left.Properties.Remove("ipConfiguration");
            }
        }
    }
}
