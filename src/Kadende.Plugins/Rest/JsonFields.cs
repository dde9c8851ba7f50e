using System.Globalization;
using System.Text.Json;

namespace Kadende.Plugins.Rest;

/// <summary>Reads fields of which another party says whether they are there.</summary>
internal static class JsonFields
{
    /// <summary>The field; null when it is absent or null, or when this is no object.</summary>
    public static JsonElement? Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var field)
        && field.ValueKind != JsonValueKind.Null
            ? field
            : null;

    /// <summary>The text of the field, a number's digits included; null when it is neither.</summary>
    public static string? TextOf(this JsonElement element, string name) =>
        element.Field(name) is not { } field
            ? null
            : field.ValueKind switch
            {
                JsonValueKind.String => field.GetString(),
                JsonValueKind.Number => field.GetRawText(),
                _ => null,
            };

    public static bool IsTrue(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.True };

    public static long? WholeOf(this JsonElement element, string name) =>
        long.TryParse(element.TextOf(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public static DateTimeOffset? TimeOf(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(
            element.TextOf(name),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : null;

    /// <summary>The items of an array field; none when it is absent.</summary>
    public static IEnumerable<JsonElement> ItemsOf(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static IEnumerable<string> TextsOf(this JsonElement element, string name) =>
        element
            .ItemsOf(name)
            .Where(item => item.ValueKind == JsonValueKind.String)
            .Select(item => item.GetString() ?? "");
}
