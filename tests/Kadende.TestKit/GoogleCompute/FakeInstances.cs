using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.TestKit.GoogleCompute;

/// <summary>The project's instances.</summary>
public sealed class FakeInstances(FakeProject project, FakeOperations operations)
{
    private const string Root = "/compute/v1/projects/{project}";

    private readonly Lock _lock = new();
    private readonly List<FakeInstance> _instances = [];
    private readonly Queue<(string Code, string Message)> _failures = new();
    private long _lastId = 4_567_000;

    /// <summary>How long an instance starts after its operation is done.</summary>
    public TimeSpan BootTime { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long an instance that was deleted is still listed.</summary>
    public TimeSpan DeleteTime { get; set; } = TimeSpan.FromMilliseconds(30);

    /// <summary>Zones whose part of a listing is missing.</summary>
    public ISet<string> Unreachable { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Those that exist, oldest first.</summary>
    public IReadOnlyList<FakeInstance> All
    {
        get
        {
            lock (_lock)
            {
                var now = TimeProvider.System.GetUtcNow();
                _instances.RemoveAll(instance => instance.GoneFrom <= now);
                return [.. _instances];
            }
        }
    }

    /// <summary>The next insertions are taken, and their operations fail with this code; no instance is left.</summary>
    public void FailNextInsertions(string code, string message, int count = 1)
    {
        lock (_lock)
        {
            for (var i = 0; i < count; i++)
            {
                _failures.Enqueue((code, message));
            }
        }
    }

    /// <summary>Somebody deletes an instance.</summary>
    public void Remove(string id)
    {
        lock (_lock)
        {
            All.Single(instance => instance.Id == id).GoneFrom = TimeProvider.System.GetUtcNow() + DeleteTime;
        }
    }

    internal void Map(IEndpointRouteBuilder routes)
    {
        var zone = routes.MapGroup($"{Root}/zones/{{zone}}/instances");
        routes.MapGet($"{Root}/aggregated/instances", List);
        zone.MapPost(
            "",
            (string project, string zone, string? requestId, JsonObject body) => Insert(project, zone, requestId, body)
        );
        zone.MapGet(
            "/{name}",
            (string zone, string name) => With(zone, name, instance => Results.Json(instance.ToJson()))
        );
        zone.MapDelete("/{name}", (string zone, string name) => With(zone, name, Delete));
        zone.MapPost(
            "/{name}/setLabels",
            (string zone, string name, JsonObject body) => With(zone, name, instance => SetLabels(instance, body))
        );
        zone.MapPost(
            "/{name}/setMetadata",
            (string zone, string name, JsonObject body) => With(zone, name, instance => SetMetadata(instance, body))
        );
        zone.MapGet(
            "/{name}/serialPort",
            (string zone, string name) =>
                With(
                    zone,
                    name,
                    instance => Results.Json(new JsonObject { ["contents"] = instance.Console, ["start"] = "0" })
                )
        );
    }

    private IResult With(string zone, string name, Func<FakeInstance, IResult> act) =>
        All.FirstOrDefault(instance => instance.Zone == zone && (instance.Name == name || instance.Id == name))
            is { } found
            ? act(found)
            : GoogleError.NotFound($"projects/{FakeProject.Id}/zones/{zone}/instances/{name}");

    private IResult Insert(string projectId, string zone, string? requestId, JsonObject body)
    {
        if (projectId != FakeProject.Id || !project.Zones.Contains(zone))
        {
            return GoogleError.NotFound($"projects/{projectId}/zones/{zone}");
        }

        if (requestId is not null && (!Guid.TryParse(requestId, out var id) || id == Guid.Empty))
        {
            return GoogleError.Invalid("requestId", $"'{requestId}'. The request id must be a UUID.");
        }

        lock (_lock)
        {
            return operations.FindByRequest(requestId)
                ?? InstanceRules.ProblemOf(body, project, zone)
                ?? Make(zone, requestId, body);
        }
    }

    private IResult Make(string zone, string? requestId, JsonObject body)
    {
        var name = body["name"]!.GetValue<string>();
        if (All.Any(instance => instance.Zone == zone && instance.Name == name))
        {
            return GoogleError.Of(
                409,
                "alreadyExists",
                $"The resource 'projects/{FakeProject.Id}/zones/{zone}/instances/{name}' already exists"
            );
        }

        (string, string)? failure = _failures.TryDequeue(out var planned) ? planned : null;
        var now = TimeProvider.System.GetUtcNow();
        var upFrom = now + operations.Duration + BootTime;
        var made = new FakeInstance(++_lastId, zone, body.DeepClone().AsObject(), now, upFrom);
        if (failure is null)
        {
            _instances.Add(made);
        }

        return operations.Begin(zone, "insert", made.Id, requestId, failure);
    }

    private IResult Delete(FakeInstance instance)
    {
        instance.GoneFrom ??= TimeProvider.System.GetUtcNow() + DeleteTime;
        return operations.Begin(instance.Zone, "delete", instance.Id, null, null);
    }

    private IResult SetLabels(FakeInstance instance, JsonObject body)
    {
        lock (_lock)
        {
            var labels = body["labels"]?.AsObject() ?? [];
            if (body["labelFingerprint"]?.GetValue<string>() != instance.LabelFingerprint)
            {
                return Conflict("Labels fingerprint either invalid or resource labels have changed");
            }

            if (InstanceRules.LabelProblemOf(labels) is { } problem)
            {
                return problem;
            }

            instance.Labels = labels.DeepClone().AsObject();
            return operations.Begin(instance.Zone, "setLabels", instance.Id, null, null);
        }
    }

    private IResult SetMetadata(FakeInstance instance, JsonObject body)
    {
        lock (_lock)
        {
            var items = body["items"]?.AsArray() ?? [];
            if (body["fingerprint"]?.GetValue<string>() != instance.MetadataFingerprint)
            {
                return Conflict("Supplied fingerprint does not match current metadata fingerprint.");
            }

            if (InstanceRules.MetadataProblemOf(items) is { } problem)
            {
                return problem;
            }

            instance.Items = items.DeepClone().AsArray();
            return operations.Begin(instance.Zone, "setMetadata", instance.Id, null, null);
        }
    }

    private static IResult Conflict(string message) => GoogleError.Of(412, "conditionNotMet", message);

    private IResult List(HttpRequest request)
    {
        if (request.RouteValues["project"] as string != FakeProject.Id)
        {
            return GoogleError.NotFound($"projects/{request.RouteValues["project"]}");
        }

        var size = int.TryParse(
            request.Query["maxResults"],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var asked
        )
            ? asked
            : 500;
        var after = long.TryParse(
            request.Query["pageToken"],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var token
        )
            ? token
            : 0;
        if (size is < 1 or > 500 || InstanceFilter.Parse(request.Query["filter"]) is not { } matches)
        {
            return GoogleError.Invalid("filter", "Invalid list filter expression.");
        }

        var left = All.Where(instance => instance.Number > after && matches(instance)).ToList();
        var page = left.Take(size).ToLookup(instance => instance.Zone, StringComparer.Ordinal);
        var answer = new JsonObject
        {
            ["kind"] = "compute#instanceAggregatedList",
            ["items"] = new JsonObject(
                project.Zones.Select(zone =>
                    KeyValuePair.Create($"zones/{zone}", (JsonNode?)PartOf(zone, [.. page[zone]]))
                )
            ),
        };
        if (left.Count > size)
        {
            answer["nextPageToken"] = left[size - 1].Number.ToString(CultureInfo.InvariantCulture);
        }

        return Results.Json(answer);
    }

    private JsonObject PartOf(string zone, IReadOnlyList<FakeInstance> instances) =>
        Unreachable.Contains(zone) ? Warning("UNREACHABLE")
        : instances.Count == 0 ? Warning("NO_RESULTS_ON_PAGE")
        : new JsonObject { ["instances"] = new JsonArray([.. instances.Select(instance => instance.ToJson())]) };

    private static JsonObject Warning(string code) => new() { ["warning"] = new JsonObject { ["code"] = code } };
}
