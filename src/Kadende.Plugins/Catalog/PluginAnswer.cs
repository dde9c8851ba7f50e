using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Catalog;

/// <summary>What a plugin finds wrong.</summary>
/// <param name="Unasked">Why it could not be asked, a sentence; null when it answered.</param>
internal sealed record PluginAnswer(IReadOnlyList<PropertyFault> Faults, string? Unasked);
