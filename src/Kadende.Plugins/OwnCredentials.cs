using System.Text.Json;

namespace Kadende.Plugins;

/// <summary>Whether properties bring the credentials that a provider would otherwise take from the host.</summary>
internal static class OwnCredentials
{
    /// <param name="properties">As they were written; they may not fit the schema.</param>
    /// <param name="names">All of them belong together.</param>
    public static bool AreIn(JsonElement properties, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (
                properties.ValueKind != JsonValueKind.Object
                || !properties.TryGetProperty(name, out var value)
                || value.ValueKind != JsonValueKind.String
            )
            {
                return false;
            }
        }

        return true;
    }
}
