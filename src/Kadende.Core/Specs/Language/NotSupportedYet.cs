using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>
/// The parts of the language whose behaviour does not exist yet. They are parsed and validated like all others, and are faults besides.
/// </summary>
internal static class NotSupportedYet
{
    /// <summary>
    /// By the field's address below a group, the only values that may be given; empty: the field must be left out. Remove a line, here
    /// and in <c>docs/spec-language.md</c>, when its behaviour is built.
    /// </summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["flavours"] = [],
        ["drainTimeout"] = [],
        ["init.peers"] = [],
    };

    public static bool Contains(string address) => Allowed.ContainsKey(address);

    /// <summary>The fault of a value at this address; null when the value may be given.</summary>
    public static string? FaultOf(string address, YamlNode value)
    {
        if (!Allowed.TryGetValue(address, out var allowed))
        {
            return null;
        }

        var text = (value as YamlNode.Scalar)?.Text;
        var advice = allowed.Length == 0 ? "leave it out" : $"write '{string.Join("' or '", allowed)}' or leave it out";
        return allowed.Contains(text) ? null
            : allowed.Length == 0 || text is null ? $"'{address}' is not supported yet; {advice}."
            : $"'{address}: {text}' is not supported yet; {advice}.";
    }

    /// <summary>Makes a field's schema say the same.</summary>
    public static void Narrow(string address, JsonObject schema)
    {
        if (!Allowed.TryGetValue(address, out var allowed))
        {
            return;
        }

        if (allowed.Length == 0)
        {
            schema["description"] = $"Not supported yet. {schema["description"]}";
            schema["not"] = new JsonObject();
        }
        else
        {
            schema["enum"] = new JsonArray([.. allowed.Select(word => JsonValue.Create(word))]);
        }
    }
}
