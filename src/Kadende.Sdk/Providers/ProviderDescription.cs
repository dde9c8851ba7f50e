namespace Kadende.Sdk.Providers;

/// <summary>What a provider plugin is and can do.</summary>
/// <param name="Name">The word that specs use in <c>resourcePlugin.name</c>.</param>
/// <param name="Version">Semantic version of the plugin.</param>
/// <param name="Summary">One sentence for users.</param>
/// <param name="PropertiesSchema">JSON Schema (draft 2020-12 or draft-07, as text) of <c>resourceProperties</c>; its root is an object.</param>
/// <param name="Capabilities">What callers may rely on.</param>
public sealed record ProviderDescription(
    string Name,
    string Version,
    string Summary,
    string PropertiesSchema,
    ProviderCapabilities Capabilities
)
{
    /// <summary>Other words that specs may use for the same plugin.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}
