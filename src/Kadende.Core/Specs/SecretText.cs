using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kadende.Core.Specs;

/// <summary>
/// Texts in plugin properties that name secrets: <c>${secret:name}</c> stands for the secret's value, <c>$${secret:name}</c> for itself.
/// </summary>
public static partial class SecretText
{
    public const int MaxName = 63;

    private const string Opening = "${secret:";

    /// <summary>Whether any secret may be named; cheap.</summary>
    public static bool MaySpeak(JsonElement properties) =>
        properties.GetRawText().Contains(Opening, StringComparison.Ordinal);

    /// <summary>Whether this can be the name of a secret.</summary>
    public static bool IsName(string name) => NameForm().IsMatch(name);

    /// <summary>Every secret that is named, with the path of the value that names it; a name may be none by <see cref="IsName"/>.</summary>
    public static IReadOnlyList<SecretUse> Find(JsonElement properties)
    {
        var uses = new List<SecretUse>();
        Walk(
            properties,
            "",
            (path, text) =>
            {
                foreach (Match use in Use().Matches(text))
                {
                    if (!IsEscaped(use))
                    {
                        uses.Add(new SecretUse(path, use.Groups["name"].Value));
                    }
                }

                return text;
            }
        );
        return uses;
    }

    /// <summary>The properties with each secret's value in its place.</summary>
    public static JsonElement Fill(JsonElement properties, Func<string, string> valueOf) =>
        JsonSerializer.SerializeToElement(
            Walk(
                properties,
                "",
                (_, text) =>
                    Use().Replace(text, use => IsEscaped(use) ? use.Value[1..] : valueOf(use.Groups["name"].Value))
            )
        );

    private static bool IsEscaped(Match use) => use.Value.StartsWith("$$", StringComparison.Ordinal);

    private static JsonNode? Walk(JsonElement value, string path, Func<string, string, string> change)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return new JsonObject(
                    value
                        .EnumerateObject()
                        .Select(field =>
                            KeyValuePair.Create(field.Name, Walk(field.Value, Below(path, field.Name), change))
                        )
                );
            case JsonValueKind.Array:
                return new JsonArray([
                    .. value.EnumerateArray().Select((item, index) => Walk(item, Below(path, $"{index}"), change)),
                ]);
            case JsonValueKind.String:
                return JsonValue.Create(change(path, value.GetString()!));
            default:
                return JsonNode.Parse(value.GetRawText());
        }
    }

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";

    /// <summary>A text without the values: each stands as its secret's name again.</summary>
    public static string Hide(string text, IReadOnlyDictionary<string, string> values)
    {
        var hidden = new StringBuilder(text);
        // The longest first, so that a value that is part of another does not leave the rest of it to be read.
        foreach (var (name, value) in values.OrderByDescending(entry => entry.Value.Length))
        {
            if (value.Length > 0)
            {
                hidden.Replace(value, $"{Opening}{name}}}");
            }
        }

        return hidden.ToString();
    }

    [GeneratedRegex(@"\$?\$\{secret:(?<name>[^}]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Use();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameForm();
}
