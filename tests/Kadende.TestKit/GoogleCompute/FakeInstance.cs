using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Kadende.TestKit.GoogleCompute;

/// <summary>An instance and what it was made from.</summary>
public sealed class FakeInstance(long id, string zone, JsonObject body, DateTimeOffset createdAt, DateTimeOffset upFrom)
{
    private const string Links = $"https://www.googleapis.com/compute/v1/projects/{FakeProject.Id}";

    public string Id { get; } = id.ToString(CultureInfo.InvariantCulture);

    public string Zone { get; } = zone;

    public string Name { get; } = body["name"]!.GetValue<string>();

    /// <summary>The request that made it.</summary>
    public JsonObject Body { get; } = body;

    public JsonObject Labels { get; internal set; } = body["labels"]?.DeepClone().AsObject() ?? [];

    /// <summary>Of the instance's metadata.</summary>
    public JsonArray Items { get; internal set; } = body["metadata"]?["items"]?.DeepClone().AsArray() ?? [];

    /// <summary>Such as <c>TERMINATED</c>; null: by its age.</summary>
    public string? Status { get; set; }

    /// <summary>What it wrote to its first serial port.</summary>
    public string Console { get; set; } = "";

    internal DateTimeOffset? GoneFrom { get; set; }

    internal long Number { get; } = id;

    public string? Item(string key) =>
        Items.FirstOrDefault(item => item!["key"]!.GetValue<string>() == key)?["value"]?.GetValue<string>();

    internal string LabelFingerprint => FingerprintOf(Labels);

    internal string MetadataFingerprint => FingerprintOf(Items);

    internal JsonObject ToJson()
    {
        var card = Body["networkInterfaces"]![0]!;
        var address = string.Create(CultureInfo.InvariantCulture, $"{Number / 250 % 250}.{(Number % 250) + 1}");
        var shown = new JsonObject { ["network"] = card["network"]?.DeepClone(), ["networkIP"] = $"10.128.{address}" };
        if (card["accessConfigs"] is not null)
        {
            shown["accessConfigs"] = new JsonArray(
                new JsonObject { ["type"] = "ONE_TO_ONE_NAT", ["natIP"] = $"203.0.{address}" }
            );
        }

        return new JsonObject
        {
            ["kind"] = "compute#instance",
            ["id"] = Id,
            ["creationTimestamp"] = createdAt.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            ["name"] = Name,
            ["zone"] = $"{Links}/zones/{Zone}",
            ["machineType"] = $"{Links}/{Body["machineType"]!.GetValue<string>()}",
            ["status"] = StatusNow(),
            ["labels"] = Labels.DeepClone(),
            ["labelFingerprint"] = LabelFingerprint,
            ["metadata"] = new JsonObject { ["fingerprint"] = MetadataFingerprint, ["items"] = Items.DeepClone() },
            ["networkInterfaces"] = new JsonArray(shown),
        };
    }

    private string StatusNow() =>
        GoneFrom is not null ? "STOPPING"
        : Status is not null ? Status
        : upFrom <= TimeProvider.System.GetUtcNow() ? "RUNNING"
        : "PROVISIONING";

    private static string FingerprintOf(JsonNode node) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(node.ToJsonString())).AsSpan(0, 8));
}
