namespace Kadende.Plugins.Catalog;

/// <summary>An installed plugin under its name.</summary>
internal sealed record ShelfEntry<TPlugin>(
    TPlugin Plugin,
    string Name,
    PluginVersion Version,
    IReadOnlyList<string> Aliases
)
{
    /// <exception cref="InvalidOperationException">The version is not a semantic version.</exception>
    public static ShelfEntry<TPlugin> Of(
        string kind,
        TPlugin plugin,
        string name,
        string version,
        IReadOnlyList<string> aliases
    ) =>
        PluginVersion.TryParse(version, out var parsed)
            ? new ShelfEntry<TPlugin>(plugin, name, parsed, aliases)
            : throw new InvalidOperationException(
                $"{kind} '{name}' has the version '{version}', which is not a semantic version."
            );
}
