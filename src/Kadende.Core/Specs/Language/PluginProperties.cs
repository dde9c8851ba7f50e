using System.Text.Json;

namespace Kadende.Core.Specs.Language;

/// <summary>A plugin's fields, and where each stands.</summary>
internal sealed record PluginProperties(JsonElement Values, IReadOnlyDictionary<string, SpecMark> Marks)
{
    public static readonly PluginProperties None = new(
        JsonElement.Parse("{}"),
        new Dictionary<string, SpecMark>(StringComparer.Ordinal)
    );
}
