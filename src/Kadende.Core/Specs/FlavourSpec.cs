using System.Text.Json;

namespace Kadende.Core.Specs;

/// <summary>One flavour of a group as the user wrote it.</summary>
/// <param name="Plugin">The flavour plugin.</param>
/// <param name="Properties">The flavour's own fields; an empty object when there are none.</param>
/// <param name="Marks">Where each value of the flavour stands, by its path below it (<c>name</c>, <c>properties/run/0</c>; empty: the whole).</param>
/// <param name="Path">Where the flavour stands in the spec, such as <c>groups/web/flavours/0</c>.</param>
public sealed record FlavourSpec(
    PluginRef Plugin,
    JsonElement Properties,
    IReadOnlyDictionary<string, SpecMark> Marks,
    string Path
)
{
    public string Name => Plugin.Name;
}
