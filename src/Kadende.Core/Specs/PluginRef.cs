namespace Kadende.Core.Specs;

/// <summary>Which plugin makes the machines of a group.</summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="Version">As written: <c>latest</c>, an exact version or a range.</param>
/// <param name="Url">Where a plugin of the user's own is, or null.</param>
/// <param name="Sha256">The hash that the code behind <paramref name="Url"/> must have, or null.</param>
public sealed record PluginRef(string Name, string Version, string? Url, string? Sha256);
