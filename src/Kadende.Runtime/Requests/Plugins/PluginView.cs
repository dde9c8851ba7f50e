using Kadende.Plugins.Catalog;

namespace Kadende.Runtime.Requests.Plugins;

/// <summary>A plugin, as users see it.</summary>
/// <param name="Name">The word that specs use.</param>
/// <param name="Aliases">Other words for it.</param>
/// <param name="Summary">One sentence, from its newest version.</param>
/// <param name="Versions">Those that are installed side by side, the newest first.</param>
/// <param name="Url">Where it is, of a plugin that a spec names by URL; null: it is installed.</param>
public sealed record PluginView(
    PluginKind Kind,
    string Name,
    IReadOnlyList<string> Aliases,
    string Summary,
    IReadOnlyList<PluginVersionView> Versions,
    string? Url
);
