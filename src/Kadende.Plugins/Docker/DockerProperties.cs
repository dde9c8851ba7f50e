using System.Globalization;
using System.Text.Json;

namespace Kadende.Plugins.Docker;

/// <summary>The <c>resourceProperties</c> of a group of containers.</summary>
internal sealed record DockerProperties
{
    public const string Schema = """
        {
          "type": "object",
          "additionalProperties": false,
          "required": ["image"],
          "properties": {
            "image": {
              "description": "Image of the containers, such as nginx:1.27 or registry.example.com/team/app@sha256:...",
              "type": "string",
              "minLength": 1,
              "maxLength": 512,
              "pattern": "^[^\\s:@/][^\\s]*$"
            },
            "command": {
              "description": "Replaces the image's command: words, or one text that /bin/sh runs.",
              "oneOf": [
                { "type": "string", "minLength": 1 },
                { "type": "array", "minItems": 1, "items": { "type": "string" } }
              ]
            },
            "env": {
              "description": "Variables for the container.",
              "type": "object",
              "additionalProperties": { "type": "string", "maxLength": 32768 }
            },
            "ports": {
              "description": "TCP ports of the container; each is published under a free port of the engine's machine.",
              "type": "array",
              "uniqueItems": true,
              "maxItems": 32,
              "items": { "type": "integer", "minimum": 1, "maximum": 65535 }
            },
            "network": {
              "description": "Network of the engine that the containers join; the engine's default when it is not given.",
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            },
            "memory": {
              "description": "How much memory a container may use, such as 512m or 2g.",
              "type": "string",
              "pattern": "^[0-9]{1,15}[bkmgBKMG]?$"
            },
            "cpus": {
              "description": "How many processors a container may use, such as 0.5.",
              "type": "number",
              "minimum": 0.01,
              "maximum": 1024
            },
            "volumes": {
              "description": "Mounts as source:target or source:target:ro; the source is a volume's name, or a folder that the operator allows.",
              "type": "array",
              "uniqueItems": true,
              "maxItems": 64,
              "items": { "type": "string", "minLength": 3, "maxLength": 4096 }
            },
            "pull": {
              "description": "When the engine pulls the image: missing (the default), always or never.",
              "enum": ["missing", "always", "never"]
            },
            "privileged": {
              "description": "Gives the containers all rights on the engine's machine, where the operator allows it.",
              "type": "boolean"
            },
            "host": {
              "description": "Address of the engine, one of those that the operator lists.",
              "type": "string",
              "minLength": 1,
              "maxLength": 512
            }
          }
        }
        """;

    public required string Image { get; init; }
    public IReadOnlyList<string>? Command { get; init; }
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
    public required IReadOnlyList<int> Ports { get; init; }
    public string? Network { get; init; }

    /// <summary>In bytes; null when more than can be counted was written.</summary>
    public required long? Memory { get; init; }
    public double Cpus { get; init; }
    public required IReadOnlyList<string> Volumes { get; init; }
    public required PullPolicy Pull { get; init; }
    public bool Privileged { get; init; }
    public string? Host { get; init; }

    public static DockerProperties Parse(JsonElement properties) =>
        new()
        {
            Image = Text(properties, "image") ?? "",
            Command = properties.TryGetProperty("command", out var command) ? CommandOf(command) : null,
            Environment = properties.TryGetProperty("env", out var map)
                ? map.EnumerateObject()
                    .ToDictionary(entry => entry.Name, entry => entry.Value.GetString() ?? "", StringComparer.Ordinal)
                : [],
            Ports = [.. List(properties, "ports").Select(port => port.GetInt32())],
            Network = Text(properties, "network"),
            Memory = MemoryOf(Text(properties, "memory")),
            Cpus = properties.TryGetProperty("cpus", out var cpus) ? cpus.GetDouble() : 0,
            Volumes = [.. List(properties, "volumes").Select(volume => volume.GetString() ?? "")],
            Pull = Enum.TryParse<PullPolicy>(Text(properties, "pull"), ignoreCase: true, out var pull)
                ? pull
                : PullPolicy.Missing,
            Privileged = properties.TryGetProperty("privileged", out var flag) && flag.GetBoolean(),
            Host = HostOf(properties),
        };

    public static string? HostOf(JsonElement properties) => Text(properties, "host");

    private static string? Text(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static List<JsonElement> List(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var list) ? [.. list.EnumerateArray()] : [];

    private static List<string> CommandOf(JsonElement command) =>
        command.ValueKind == JsonValueKind.String
            ? ["/bin/sh", "-c", command.GetString() ?? ""]
            : [.. command.EnumerateArray().Select(word => word.GetString() ?? "")];

    private static long? MemoryOf(string? text)
    {
        if (text is not { Length: > 0 })
        {
            return 0;
        }

        var shift = char.ToLowerInvariant(text[^1]) switch
        {
            'k' => 10,
            'm' => 20,
            'g' => 30,
            _ => 0,
        };
        var number = char.IsAsciiDigit(text[^1]) ? text : text[..^1];
        return
            long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            && amount <= long.MaxValue >> shift
            ? amount << shift
            : null;
    }
}

/// <summary>When the engine pulls the image.</summary>
internal enum PullPolicy
{
    Missing,
    Always,
    Never,
}
