using System.Text.Json;

namespace Kadende.Plugins.Health.Http;

/// <summary>The fields of an <c>http</c> check.</summary>
internal sealed record HttpCheckFields(
    string Scheme,
    string Path,
    string Expect,
    bool Insecure,
    IReadOnlyDictionary<string, string> Headers
)
{
    public const string Schema = """
        {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "port": { "type": "integer", "minimum": 1, "maximum": 65535 },
            "path": {
              "description": "a path that begins with '/' and has no spaces",
              "type": "string",
              "pattern": "^/[^\\s]*$",
              "maxLength": 2048
            },
            "expect": {
              "description": "status codes from 100 to 599 and ranges of them, such as 200,204 or 300-399",
              "type": ["string", "integer"],
              "pattern": "^\\s*[1-5][0-9]{2}(\\s*-\\s*[1-5][0-9]{2})?(\\s*,\\s*[1-5][0-9]{2}(\\s*-\\s*[1-5][0-9]{2})?)*\\s*$"
            },
            "scheme": { "enum": ["http", "https"] },
            "insecure": { "type": "boolean" },
            "headers": {
              "type": "object",
              "maxProperties": 32,
              "additionalProperties": {
                "description": "one line",
                "type": "string",
                "maxLength": 4096,
                "pattern": "^[^\\r\\n\\u0000]*$"
              }
            }
          }
        }
        """;

    public static HttpCheckFields Parse(JsonElement check) =>
        new(
            Text(check, "scheme", "http"),
            Text(check, "path", "/"),
            Text(check, "expect", "200-299"),
            check.TryGetProperty("insecure", out var insecure) && insecure.GetBoolean(),
            check.TryGetProperty("headers", out var headers)
                ? headers
                    .EnumerateObject()
                    .ToDictionary(
                        header => header.Name,
                        header => header.Value.GetString() ?? "",
                        StringComparer.Ordinal
                    )
                : []
        );

    private static string Text(JsonElement check, string name, string fallback) =>
        check.TryGetProperty(name, out var value) ? value.ToString() : fallback;
}
