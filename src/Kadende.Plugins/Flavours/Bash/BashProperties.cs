using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Flavours.Bash;

/// <summary>The <c>properties</c> of the flavour <c>bash</c>.</summary>
internal sealed partial record BashProperties(
    IReadOnlyList<string> Run,
    IReadOnlyList<string> Drain,
    string? Check,
    TimeSpan Timeout,
    IReadOnlyDictionary<string, string> Environment,
    BashRoute Via
)
{
    public const string Schema = """
        {
          "type": "object",
          "additionalProperties": false,
          "required": ["run"],
          "definitions": {
            "command": { "description": "a command that is not blank", "type": "string", "pattern": "\\S", "maxLength": 32768 },
            "commands": {
              "description": "a command, or a list of commands",
              "type": ["string", "array"],
              "pattern": "\\S",
              "maxLength": 32768,
              "minItems": 1,
              "maxItems": 100,
              "items": { "$ref": "#/definitions/command" }
            }
          },
          "properties": {
            "run": { "$ref": "#/definitions/commands" },
            "drain": { "$ref": "#/definitions/commands" },
            "check": { "$ref": "#/definitions/command" },
            "timeout": {
              "description": "a duration such as 30s, 10m or 2h",
              "type": "string",
              "pattern": "^[0-9]{1,6}(s|m|h)$"
            },
            "env": {
              "description": "Variables for the commands.",
              "type": "object",
              "maxProperties": 100,
              "additionalProperties": { "type": "string", "maxLength": 32768 }
            },
            "via": {
              "description": "How the commands reach the machine: by the way there is, only by its provider, only by SSH, or in its boot script.",
              "enum": ["auto", "exec", "ssh", "init"]
            }
          }
        }
        """;

    /// <summary>What one script can carry to a machine.</summary>
    private const int MostBytes = 48 * 1024;

    public static BashProperties Parse(JsonElement properties) =>
        new(
            properties.Texts("run"),
            properties.Texts("drain"),
            properties.Text("check"),
            properties.Text("timeout") is { } timeout ? PlainDuration.Parse(timeout) : TimeSpan.FromMinutes(10),
            properties.TryGetProperty("env", out var variables)
                ? variables
                    .EnumerateObject()
                    .ToDictionary(one => one.Name, one => one.Value.GetString() ?? "", StringComparer.Ordinal)
                : [],
            Enum.Parse<BashRoute>(properties.Text("via") ?? "auto", ignoreCase: true)
        );

    public IEnumerable<PropertyFault> Faults()
    {
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromDays(1))
        {
            yield return new PropertyFault("timeout", "Must be between 1s and 24h.");
        }

        foreach (var name in Environment.Keys.Where(name => !VariableName().IsMatch(name)))
        {
            yield return new PropertyFault(
                $"env/{name}",
                $"'{name}' is not a name for a variable: use letters, digits and '_'."
            );
        }

        var texts = Run.Concat(Drain).Concat(Environment.Values).Append(Check ?? "").ToList();
        if (texts.Exists(text => text.Contains('\0', StringComparison.Ordinal)))
        {
            yield return new PropertyFault("", "There is a NUL character, which no command can have.");
        }

        if (texts.Sum(Encoding.UTF8.GetByteCount) > MostBytes)
        {
            yield return new PropertyFault(
                "run",
                $"All commands and variables together may have {MostBytes / 1024} KiB: let the machine fetch longer scripts."
            );
        }

        if (Via == BashRoute.Init && (Drain.Count > 0 || Check is not null))
        {
            yield return new PropertyFault(
                "via",
                "'init' only runs commands at the boot: 'drain' and 'check' need another way."
            );
        }
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VariableName();
}

/// <summary>How commands reach a machine.</summary>
internal enum BashRoute
{
    /// <summary>By the way there is; in the boot script where there is none.</summary>
    Auto,

    Exec,

    Ssh,

    Init,
}
