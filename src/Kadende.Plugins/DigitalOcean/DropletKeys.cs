using System.Text.Json;
using Kadende.Plugins.Rest;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>Finds the SSH keys of the account that users name.</summary>
internal static class DropletKeys
{
    /// <param name="text">A name, a fingerprint or an id.</param>
    /// <returns>The id; null when there is none, or more than one of that name.</returns>
    public static long? Find(IReadOnlyList<JsonElement> known, string text)
    {
        var exact = known.Where(key => key.TextOf("id") == text || key.TextOf("fingerprint") == text).ToList();
        var found = exact.Count > 0 ? exact : [.. known.Where(key => key.TextOf("name") == text)];
        return found is [var one] ? one.WholeOf("id") : null;
    }

    public static string UnknownSentence(IReadOnlyList<JsonElement> known, string text)
    {
        var names = known.Select(key => key.TextOf("name")).OfType<string>().Order(StringComparer.Ordinal).ToList();
        return names.Count(name => name == text) > 1
                ? $"The account has several SSH keys that are called '{text}': name one by its fingerprint or id."
            : names.Count == 0
                ? $"The account has no SSH key '{text}', and no other one: add it in the control panel, or leave this out."
            : $"The account has no SSH key '{text}'. It has: {string.Join(", ", names.Take(20))}.";
    }
}
