using System.Text.Json;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>Values as plugins write them.</summary>
internal static class WireValues
{
    /// <summary>A text field of an object; null when there is none.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? TextOf(value.GetString)
            : null;

    /// <summary>Whether a field of an object is there, and not null.</summary>
    public static bool Has(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>An object of texts; empty when it is null or left out.</summary>
    public static Dictionary<string, string> Texts(this JsonElement element, string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object)
        {
            foreach (var text in value.EnumerateObject().Where(text => text.Value.ValueKind == JsonValueKind.String))
            {
                texts[TextOf(() => text.Name)] = TextOf(text.Value.GetString);
            }
        }

        return texts;
    }

    /// <summary>JSON may speak of halves of characters, which are no text.</summary>
    private static string TextOf(Func<string?> read)
    {
        try
        {
            return read() ?? "";
        }
        catch (InvalidOperationException failure)
        {
            throw new ProviderUnavailableException("The plugin's answer has a text that is none in Unicode", failure);
        }
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
