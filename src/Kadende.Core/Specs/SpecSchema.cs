using System.Text.Json.Nodes;
using Kadende.Core.Specs.Language;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Specs;

/// <summary>
/// The JSON Schema of the language, made from the definitions that <see cref="SpecReader"/> reads by. What a schema cannot say, such as
/// ranges of durations, only the reader finds.
/// </summary>
public static class SpecSchema
{
    /// <param name="checks">The installed health checks; with none, any check fits.</param>
    /// <param name="providers">The installed providers; the properties of others stay free.</param>
    /// <param name="flavours">The installed flavours; with none, any flavour fits.</param>
    public static JsonObject Build(
        IReadOnlyList<HealthCheckDescription> checks,
        IReadOnlyList<ProviderDescription> providers,
        IReadOnlyList<FlavourDescription> flavours
    )
    {
        var plugins = new KnownPlugins(checks, providers, flavours);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Kadende cluster configuration",
            ["description"] = "What a cluster should be: groups of machines, their size and their health.",
        };
        foreach (var (key, value) in ClusterFields.Cluster.Schema(plugins))
        {
            schema[key] = value?.DeepClone();
        }

        schema["definitions"] = Definitions(plugins);
        return schema;
    }

    private static JsonObject Definitions(KnownPlugins plugins)
    {
        var group = GroupFields.GroupSchema(plugins);
        if (plugins.Providers.Count > 0)
        {
            group["allOf"] = PluginSchemas.Refinements(plugins);
        }

        var definitions = new JsonObject
        {
            ["member"] = new JsonObject
            {
                ["anyOf"] = new JsonArray(
                    new JsonObject { ["$ref"] = "#/definitions/group" },
                    new JsonObject { ["$ref"] = "#/definitions/container" }
                ),
            },
            ["group"] = group,
            ["container"] = GroupFields.ContainerSchema(plugins),
        };
        foreach (var (key, plugin) in PluginSchemas.Definitions(plugins))
        {
            definitions[key] = plugin;
        }

        return definitions;
    }
}
