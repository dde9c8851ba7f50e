using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.TestKit.DigitalOcean;

/// <summary>The account's tags. Whoever first makes a tag decides on the case of its letters, for everybody.</summary>
public sealed partial class FakeTags
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _canonical = new(StringComparer.OrdinalIgnoreCase);

    internal void Map(IEndpointRouteBuilder routes, FakeDroplets droplets)
    {
        routes.MapPost(
            "/v2/tags",
            (JsonObject body) =>
                body["name"]?.GetValue<string>() is { } name && IsTag(name)
                    ? Results.Json(
                        new JsonObject { ["tag"] = new JsonObject { ["name"] = Canonical(name) } },
                        statusCode: 201
                    )
                    : DigitalOceanError.Unprocessable("Name is invalid")
        );
        routes.MapPost(
            "/v2/tags/{tag}/resources",
            (string tag, JsonObject body) => Change(tag, body, droplets, droplet => droplet.Tags.Add(tag))
        );
        routes.MapMethods(
            "/v2/tags/{tag}/resources",
            ["DELETE"],
            async (string tag, HttpRequest request) =>
                await request.ReadFromJsonAsync<JsonObject>(request.HttpContext.RequestAborted) is { } body
                    ? Change(tag, body, droplets, droplet => droplet.Tags.Remove(tag))
                    : DigitalOceanError.Unprocessable("resources is missing")
        );
    }

    internal static bool IsTag(string name) => Pattern().IsMatch(name);

    /// <summary>The name as it is written by all, made when it is new.</summary>
    internal string Canonical(string name)
    {
        lock (_lock)
        {
            _canonical.TryAdd(name, name);
            return _canonical[name];
        }
    }

    private IResult Change(string tag, JsonObject body, FakeDroplets droplets, Action<FakeDroplet> change)
    {
        lock (_lock)
        {
            // Only the canonical writing is known.
            if (!_canonical.ContainsValue(tag))
            {
                return DigitalOceanError.NotFound();
            }
        }

        foreach (var resource in body["resources"]?.AsArray() ?? [])
        {
            if (
                resource?["resource_type"]?.GetValue<string>() != "droplet"
                || !droplets.Change(resource["resource_id"]!.GetValue<string>(), change)
            )
            {
                return DigitalOceanError.NotFound();
            }
        }

        return Results.NoContent();
    }

    [GeneratedRegex("^[a-zA-Z0-9_:-]{1,255}$", RegexOptions.None, 1000)]
    private static partial Regex Pattern();
}
