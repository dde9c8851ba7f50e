namespace Kadende.Core.Specs;

/// <summary>A plugin as a spec names it.</summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="Version">As written: <c>latest</c>, an exact version or a range.</param>
/// <param name="Url">Where a plugin of the user's own is, or null.</param>
/// <param name="Sha256">The hash that the code behind <paramref name="Url"/> must have, or null.</param>
public sealed record PluginRef(string Name, string Version, string? Url, string? Sha256)
{
    public const string Latest = "latest";

    /// <summary>The version that was chosen for the group when its spec was accepted; null when none was, as with a URL.</summary>
    public string? Pin { get; init; }

    /// <summary>What a pin is kept under: it holds for as long as the spec names the plugin in the same way.</summary>
    public string PinKey => $"{Name} {Version}";
}
