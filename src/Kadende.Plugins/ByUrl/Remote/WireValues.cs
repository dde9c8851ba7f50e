using System.Text.Json;

namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>Values as plugins write them.</summary>
internal static class WireValues
{
    /// <summary>A text field of an object; null when there is none.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>An object of texts; empty when it is null or left out.</summary>
    public static Dictionary<string, string> Texts(this JsonElement element, string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object)
        {
            foreach (var text in value.EnumerateObject().Where(text => text.Value.ValueKind == JsonValueKind.String))
            {
                texts[text.Name] = text.Value.GetString()!;
            }
        }

        return texts;
    }

    public static void WriteTexts(this Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> texts)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in texts)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }
}
