using System.Text.Json;

namespace Kadende.Plugins.Simulated;

/// <summary>The <c>resourceProperties</c> of a group of simulated machines.</summary>
internal sealed record SimulatedProperties
{
    public const string Schema = """
        {
          "type": "object",
          "additionalProperties": false,
          "definitions": {
            "duration": {
              "description": "a duration such as 500ms, 15s, 10m or 2h",
              "type": "string",
              "pattern": "^[0-9]{1,6}(ms|s|m|h)$"
            }
          },
          "properties": {
            "cloud": {
              "description": "a name of 1 to 63 letters, digits, '.', '_' and '-'",
              "type": "string",
              "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$"
            },
            "zone": {
              "description": "a name of 1 to 63 letters, digits, '.', '_' and '-'",
              "type": "string",
              "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$"
            },
            "latency": { "$ref": "#/definitions/duration" },
            "bootTime": { "$ref": "#/definitions/duration" },
            "deleteTime": { "$ref": "#/definitions/duration" },
            "quota": { "type": "integer", "minimum": 0, "maximum": 1000000 },
            "failRate": { "type": "number", "minimum": 0, "maximum": 1 }
          }
        }
        """;

    public string Cloud { get; private init; } = "default";

    public string Zone { get; private init; } = "zone-1";

    private TimeSpan? Latency { get; init; }

    private TimeSpan? BootTime { get; init; }

    private TimeSpan? DeleteTime { get; init; }

    private int? Quota { get; init; }

    private double? FailRate { get; init; }

    public static SimulatedProperties Parse(JsonElement properties)
    {
        var parsed = new SimulatedProperties
        {
            Latency = Duration(properties, "latency"),
            BootTime = Duration(properties, "bootTime"),
            DeleteTime = Duration(properties, "deleteTime"),
            Quota = properties.TryGetProperty("quota", out var quota) ? quota.GetInt32() : null,
            FailRate = properties.TryGetProperty("failRate", out var rate) ? rate.GetDouble() : null,
        };
        return parsed with
        {
            Cloud = Text(properties, "cloud") ?? parsed.Cloud,
            Zone = Text(properties, "zone") ?? parsed.Zone,
        };
    }

    /// <summary>What the user wrote counts instead of what the cloud is programmed to.</summary>
    public SimulatedFaults Over(SimulatedFaults faults) =>
        faults with
        {
            Latency = Latency ?? faults.Latency,
            BootTime = BootTime ?? faults.BootTime,
            DeleteTime = DeleteTime ?? faults.DeleteTime,
            Quota = Quota ?? faults.Quota,
            FailRate = FailRate ?? faults.FailRate,
        };

    private static string? Text(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static TimeSpan? Duration(JsonElement properties, string name) =>
        Text(properties, name) is { } text ? PlainDuration.Parse(text) : null;
}
