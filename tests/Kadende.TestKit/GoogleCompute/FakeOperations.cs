using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.TestKit.GoogleCompute;

/// <summary>What was asked for and is under way, or done.</summary>
public sealed class FakeOperations
{
    /// <summary>The real one waits two minutes; tests have less patience.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Operation> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Operation> _byRequest = new(StringComparer.Ordinal);

    /// <summary>How long an operation takes.</summary>
    public TimeSpan Duration { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Request ids are not known any more, as after some time.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _byRequest.Clear();
        }
    }

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/compute/v1/projects/{project}/zones/{zone}/operations/{name}", (string name) => Show(name));
        routes.MapPost(
            "/compute/v1/projects/{project}/zones/{zone}/operations/{name}/wait",
            async (string name, HttpContext context) =>
            {
                await WaitAsync(name, context.RequestAborted);
                return Show(name);
            }
        );
    }

    /// <summary>The operation that an earlier request of the same id began.</summary>
    internal IResult? FindByRequest(string? requestId)
    {
        lock (_lock)
        {
            return requestId is not null && _byRequest.TryGetValue(requestId, out var known)
                ? Results.Json(known.ToJson())
                : null;
        }
    }

    internal IResult Begin(
        string zone,
        string kind,
        string targetId,
        string? requestId,
        (string Code, string Message)? error
    )
    {
        lock (_lock)
        {
            var operation = new Operation(
                string.Create(CultureInfo.InvariantCulture, $"operation-{_byName.Count + 1}"),
                zone,
                kind,
                targetId,
                TimeProvider.System.GetUtcNow() + Duration,
                error
            );
            _byName[operation.Name] = operation;
            if (requestId is not null)
            {
                _byRequest[requestId] = operation;
            }

            return Results.Json(operation.ToJson());
        }
    }

    private async Task WaitAsync(string name, CancellationToken cancellationToken)
    {
        TimeSpan left;
        lock (_lock)
        {
            left = _byName.TryGetValue(name, out var operation)
                ? operation.DoneAt - TimeProvider.System.GetUtcNow()
                : TimeSpan.Zero;
        }

        if (left > TimeSpan.Zero)
        {
            // A moment longer, so that it is done by then.
            var wait = left + TimeSpan.FromMilliseconds(1);
            await Task.Delay(wait < LongestWait ? wait : LongestWait, TimeProvider.System, cancellationToken);
        }
    }

    private IResult Show(string name)
    {
        lock (_lock)
        {
            return _byName.TryGetValue(name, out var operation)
                ? Results.Json(operation.ToJson())
                : GoogleError.NotFound($"operations/{name}");
        }
    }

    private sealed record Operation(
        string Name,
        string Zone,
        string Kind,
        string TargetId,
        DateTimeOffset DoneAt,
        (string Code, string Message)? Error
    )
    {
        public JsonObject ToJson()
        {
            var isDone = DoneAt <= TimeProvider.System.GetUtcNow();
            var json = new JsonObject
            {
                ["kind"] = "compute#operation",
                ["id"] = "7",
                ["name"] = Name,
                ["zone"] = $"https://www.googleapis.com/compute/v1/projects/{FakeProject.Id}/zones/{Zone}",
                ["operationType"] = Kind,
                ["targetId"] = TargetId,
                ["status"] = isDone ? "DONE" : "RUNNING",
                ["progress"] = isDone ? 100 : 0,
            };
            if (isDone && Error is var (code, message))
            {
                json["error"] = new JsonObject
                {
                    ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }),
                };
                json["httpErrorStatusCode"] = code == "QUOTA_EXCEEDED" ? 403 : 503;
            }

            return json;
        }
    }
}
