using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.TestKit.DigitalOcean;

/// <summary>The account's droplets.</summary>
public sealed partial class FakeDroplets(FakeAccount account, FakeTags tags)
{
    private readonly Lock _lock = new();
    private readonly List<FakeDroplet> _droplets = [];
    private long _lastId = 3_164_000;

    /// <summary>How long a droplet is new.</summary>
    public TimeSpan BootTime { get; set; } = TimeSpan.FromMilliseconds(30);

    /// <summary>How long a droplet that was deleted is still listed.</summary>
    public TimeSpan DeleteTime { get; set; } = TimeSpan.FromMilliseconds(30);

    /// <summary>Those that exist, oldest first.</summary>
    public IReadOnlyList<FakeDroplet> All
    {
        get
        {
            lock (_lock)
            {
                var now = TimeProvider.System.GetUtcNow();
                _droplets.RemoveAll(droplet => droplet.GoneFrom <= now);
                return [.. _droplets];
            }
        }
    }

    /// <summary>Somebody destroys a droplet.</summary>
    public void Remove(string id) => Change(id, Leave);

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/droplets", (JsonObject body) => Create(body));
        routes.MapGet("/v2/droplets", List);
        routes.MapGet(
            "/v2/droplets/{id}",
            (string id) =>
                Find(id) is { } droplet
                    ? Results.Json(new JsonObject { ["droplet"] = ToJson(droplet) })
                    : DigitalOceanError.NotFound()
        );
        routes.MapDelete(
            "/v2/droplets/{id}",
            (string id) =>
                Find(id) is { GoneFrom: null } && Change(id, Leave) ? Results.NoContent() : DigitalOceanError.NotFound()
        );
    }

    internal bool Change(string id, Action<FakeDroplet> change)
    {
        if (Find(id) is not { } droplet)
        {
            return false;
        }

        lock (_lock)
        {
            change(droplet);
        }

        return true;
    }

    private void Leave(FakeDroplet droplet) => droplet.GoneFrom = TimeProvider.System.GetUtcNow() + DeleteTime;

    private FakeDroplet? Find(string id) =>
        All.FirstOrDefault(droplet => droplet.Id.ToString(CultureInfo.InvariantCulture) == id);

    private IResult List(HttpRequest request)
    {
        var tag = request.Query["tag_name"].FirstOrDefault();
        var name = request.Query["name"].FirstOrDefault();
        return tag is not null && name is not null
            ? DigitalOceanError.Unprocessable("name cannot be combined with tag_name")
            : FakePage.Of(
                request,
                "droplets",
                [
                    .. All.Where(droplet => tag is null || droplet.Tags.Contains(tag))
                        .Where(droplet => name is null || droplet.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                        .Select(ToJson),
                ]
            );
    }

    private IResult Create(JsonObject body)
    {
        var names = body["names"]?.AsArray().Select(name => name!.GetValue<string>()).ToList();
        if ((names ?? [body["name"]?.GetValue<string>() ?? ""]) is not { Count: > 0 and <= 10 } wanted)
        {
            return DigitalOceanError.Unprocessable("You can only create up to 10 droplets at a time.");
        }

        if (ProblemOf(body) is { } problem)
        {
            return DigitalOceanError.Unprocessable(problem);
        }

        if (!wanted.All(name => name.Length is > 0 and <= 255 && HostName().IsMatch(name)))
        {
            return DigitalOceanError.Unprocessable(
                "Only valid hostname characters are allowed. (a-z, A-Z, 0-9, . and -)"
            );
        }

        lock (_lock)
        {
            if (_droplets.Count + wanted.Count > account.DropletLimit)
            {
                return DigitalOceanError.Unprocessable("creating this/these droplet(s) will exceed your droplet limit");
            }

            var made = wanted.ConvertAll(name => Make(name, body));
            return names is null
                ? Results.Json(new JsonObject { ["droplet"] = ToJson(made[0]) }, statusCode: 202)
                : Results.Json(
                    new JsonObject
                    {
                        ["droplets"] = new JsonArray([.. made.Select(ToJson)]),
                        ["links"] = new JsonObject(),
                    },
                    statusCode: 202
                );
        }
    }

    private FakeDroplet Make(string name, JsonObject body)
    {
        var droplet = new FakeDroplet(++_lastId, name, body.DeepClone().AsObject(), TimeProvider.System.GetUtcNow());
        foreach (var tag in TagsOf(body))
        {
            droplet.Tags.Add(tags.Canonical(tag));
        }

        _droplets.Add(droplet);
        return droplet;
    }

    private string? ProblemOf(JsonObject body)
    {
        var region = body["region"]?.GetValue<string>();
        var size = body["size"]?.GetValue<string>();
        return region is null || !account.Regions.TryGetValue(region, out var sizes)
                ? "You specified an invalid region for Droplet creation."
            : size is null || !account.Regions.Values.Any(known => known.Contains(size))
                ? "You specified an invalid size for Droplet creation."
            : !sizes.Contains(size) ? "Size is not available in this region."
            : body["image"] is not { } image || !account.Images.Contains(image.ToString())
                ? "You specified an invalid image for Droplet creation."
            : DetailProblemOf(body, region);
    }

    private string? DetailProblemOf(JsonObject body, string region)
    {
        var keys = (body["ssh_keys"]?.AsArray() ?? []).Select(key => key!.ToString());
        return !keys.All(IsKey) ? "invalid key identifiers for Droplet creation."
            : !TagsOf(body).All(FakeTags.IsTag) ? "Tags are invalid"
            : Encoding.UTF8.GetByteCount(body["user_data"]?.GetValue<string>() ?? "") > 64 << 10
                ? "User data is too long (maximum is 64KB)"
            : !IsVpc(body["vpc_uuid"]?.GetValue<string>(), region) ? "Failed to resolve VPC"
            : null;
    }

    private bool IsKey(string key) =>
        account.Keys.Any(known => known.Id.ToString(CultureInfo.InvariantCulture) == key || known.Fingerprint == key);

    private bool IsVpc(string? id, string region) =>
        id is null || account.Vpcs.TryGetValue(id, out var there) && there == region;

    private static IEnumerable<string> TagsOf(JsonObject body) =>
        (body["tags"]?.AsArray() ?? []).Select(tag => tag!.GetValue<string>());

    private JsonObject ToJson(FakeDroplet droplet) =>
        droplet.ToJson(droplet.CreatedAt + BootTime <= TimeProvider.System.GetUtcNow());

    [GeneratedRegex(
        @"^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex HostName();
}
