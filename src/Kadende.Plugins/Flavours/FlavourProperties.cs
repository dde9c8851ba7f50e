using System.Text.Json;

namespace Kadende.Plugins.Flavours;

/// <summary>Reads fields that fit their schema.</summary>
internal static class FlavourProperties
{
    public static string? Text(this JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static bool Flag(this JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) && value.GetBoolean();

    /// <summary>A list of texts, or one text as a list of itself.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement properties, string name)
    {
        if (!properties.TryGetProperty(name, out var value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.GetString() ?? "")]
            : [value.GetString() ?? ""];
    }
}
