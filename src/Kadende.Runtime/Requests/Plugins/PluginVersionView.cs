using System.Text.Json;

namespace Kadende.Runtime.Requests.Plugins;

/// <summary>One version of a plugin.</summary>
/// <param name="PropertiesSchema">JSON Schema of the fields that specs give it.</param>
/// <param name="Provider">What it can do, when it is a provider.</param>
/// <param name="Flavour">What it does, when it is a flavour.</param>
/// <param name="Health">How its last calls on this host went; null when there were none.</param>
public sealed record PluginVersionView(
    string Version,
    JsonElement PropertiesSchema,
    ProviderCapabilitiesView? Provider,
    FlavourCapabilitiesView? Flavour,
    PluginHealthView? Health
);
