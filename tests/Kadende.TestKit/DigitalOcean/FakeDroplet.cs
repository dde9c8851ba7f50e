using System.Globalization;
using System.Text.Json.Nodes;

namespace Kadende.TestKit.DigitalOcean;

/// <summary>A droplet and what it was made from.</summary>
public sealed class FakeDroplet(long id, string name, JsonObject body, DateTimeOffset createdAt)
{
    public long Id { get; } = id;

    public string Name { get; } = name;

    /// <summary>The request that made it.</summary>
    public JsonObject Body { get; } = body;

    public string Region { get; } = body["region"]!.GetValue<string>();

    public string? UserData { get; } = body["user_data"]?.GetValue<string>();

    /// <summary>Such as <c>off</c>; null: by its age.</summary>
    public string? Status { get; set; }

    public ISet<string> Tags { get; } = new SortedSet<string>(StringComparer.Ordinal);

    internal DateTimeOffset CreatedAt { get; } = createdAt;

    internal DateTimeOffset? GoneFrom { get; set; }

    internal JsonObject ToJson(bool isUp) =>
        new()
        {
            ["id"] = Id,
            ["name"] = Name,
            ["memory"] = 1024,
            ["vcpus"] = 1,
            ["disk"] = 25,
            ["locked"] = !isUp,
            ["status"] = Status ?? (isUp ? "active" : "new"),
            ["created_at"] = CreatedAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["size_slug"] = Body["size"]!.GetValue<string>(),
            ["networks"] = new JsonObject { ["v4"] = isUp ? Networks() : new JsonArray(), ["v6"] = new JsonArray() },
            ["region"] = new JsonObject { ["slug"] = Region, ["name"] = Region },
            ["tags"] = new JsonArray([.. Tags.Select(tag => JsonValue.Create(tag))]),
        };

    private JsonArray Networks()
    {
        var last = string.Create(CultureInfo.InvariantCulture, $"{Id / 250 % 250}.{(Id % 250) + 1}");
        return
        [
            new JsonObject { ["ip_address"] = $"10.108.{last}", ["type"] = "private" },
            new JsonObject { ["ip_address"] = $"203.0.{last}", ["type"] = "public" },
        ];
    }
}
