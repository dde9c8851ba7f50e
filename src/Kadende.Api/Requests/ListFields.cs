using System.Text.Json;

namespace Kadende.Api.Requests;

/// <summary>Lists among the fields of a body.</summary>
internal static class ListFields
{
    private const int MostTexts = 100;

    /// <summary>A list of pieces of text; null when it is left out.</summary>
    public static IReadOnlyList<string>? Texts(this BodyFields fields, string name, int longest)
    {
        if (fields.Find(name) is not { } value)
        {
            return null;
        }

        if (
            value.ValueKind == JsonValueKind.Array
            && value.GetArrayLength() <= MostTexts
            && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String)
            && value.EnumerateArray().Select(one => one.GetString()!).ToList() is var texts
            && texts.All(text => text.Length <= longest && !text.Any(char.IsControl))
        )
        {
            return texts;
        }

        fields.Add(name, $"{name} must be a list of at most {MostTexts} texts of up to {longest} characters each.");
        return null;
    }

    /// <summary>A list of names of an enum, however they are cased; null when it is left out.</summary>
    public static IReadOnlyList<T>? Choices<T>(this BodyFields fields, string name)
        where T : struct, Enum
    {
        var texts = fields.Texts(name, BodyFields.LongestName);
        var known = Enum.GetNames<T>();
        if (texts?.FirstOrDefault(text => !known.Contains(text, StringComparer.OrdinalIgnoreCase)) is not { } unknown)
        {
            return texts is null ? null : [.. texts.Select(text => Enum.Parse<T>(text, ignoreCase: true)).Distinct()];
        }

        fields.Add(name, $"{name} has '{unknown}', which is none of {string.Join(", ", known)}.");
        return null;
    }
}
