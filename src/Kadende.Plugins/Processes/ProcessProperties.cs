using System.Text.Json;
using System.Text.RegularExpressions;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Processes;

/// <summary>The <c>resourceProperties</c> of a group of processes.</summary>
/// <param name="Ports">The ports as the group knows them; each node gets a free port of this machine for each.</param>
/// <param name="Environment">Variables for the process.</param>
internal sealed partial record ProcessProperties(
    IReadOnlyList<int> Ports,
    IReadOnlyDictionary<string, string> Environment
)
{
    public const string Schema = """
        {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "ports": {
              "description": "Ports as the program knows them; each is given a free port of this machine, told in PORT and PORT_<port>.",
              "type": "array",
              "uniqueItems": true,
              "maxItems": 32,
              "items": { "type": "integer", "minimum": 1, "maximum": 65535 }
            },
            "environment": {
              "description": "Variables for the process.",
              "type": "object",
              "additionalProperties": { "type": "string", "maxLength": 32768 }
            }
          }
        }
        """;

    /// <summary>Variables that the provider sets itself.</summary>
    private const string OwnPrefix = "KADENDE_";

    public static ProcessProperties Parse(JsonElement properties)
    {
        var ports = properties.TryGetProperty("ports", out var list)
            ? list.EnumerateArray().Select(port => port.GetInt32()).ToList()
            : [];
        var environment = properties.TryGetProperty("environment", out var map)
            ? map.EnumerateObject()
                .ToDictionary(entry => entry.Name, entry => entry.Value.GetString() ?? "", StringComparer.Ordinal)
            : [];
        return new ProcessProperties(ports, environment);
    }

    public IEnumerable<PropertyFault> Faults()
    {
        foreach (var (name, value) in Environment)
        {
            if (!VariableName().IsMatch(name))
            {
                yield return Fault(name, "is not a name for a variable: use letters, digits and '_'.");
            }
            else if (name.StartsWith(OwnPrefix, StringComparison.Ordinal) || PortName().IsMatch(name))
            {
                yield return Fault(name, "is set by Kadende itself: choose another name.");
            }
            else if (value.Contains('\0', StringComparison.Ordinal))
            {
                yield return Fault(name, "contains a NUL character, which no variable can hold.");
            }
        }
    }

    private static PropertyFault Fault(string name, string message) =>
        new($"environment/{name}", $"'{name}' {message}");

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VariableName();

    [GeneratedRegex("^PORT(_[0-9]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PortName();
}
