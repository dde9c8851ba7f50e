using System.Text.Json.Nodes;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Specs.Language;

/// <summary>Makes the schemas that plugins bring part of the schema of the language.</summary>
internal static class PluginSchemas
{
    public static string ReferenceTo(HealthCheckDescription check) => $"#/definitions/{KeyOf(check)}";

    public static string ReferenceTo(FlavourDescription flavour) => $"#/definitions/{KeyOf(flavour)}";

    /// <summary>The definitions of all known plugins, by key.</summary>
    public static IEnumerable<(string Key, JsonObject Schema)> Definitions(KnownPlugins plugins) =>
        plugins
            .Providers.Select(provider =>
                (KeyOf(provider), Embed(provider.PropertiesSchema, provider.Summary, KeyOf(provider)))
            )
            .Concat(
                plugins.Checks.Select(check =>
                    (
                        KeyOf(check),
                        CheckKind.SchemaOf(Embed(check.PropertiesSchema, check.Summary, KeyOf(check)), check.Name)
                    )
                )
            )
            .Concat(
                plugins.Flavours.Select(flavour =>
                    (KeyOf(flavour), Embed(flavour.PropertiesSchema, flavour.Summary, KeyOf(flavour)))
                )
            );

    /// <summary>Rules that hold a group's properties to the schema of the provider that it names; other names stay free.</summary>
    public static JsonArray Refinements(KnownPlugins plugins) =>
        new([
            .. plugins.Providers.Select(provider => new JsonObject
            {
                ["if"] = new JsonObject
                {
                    ["properties"] = new JsonObject { [GroupFields.Plugin.Name] = Names(provider) },
                    ["required"] = new JsonArray(GroupFields.Plugin.Name),
                },
                ["then"] = Properties(GroupFields.Properties.Name, provider),
            }),
        ]);

    /// <summary>Adds the same rules to the schema of a list of plugins that have their own properties.</summary>
    public static JsonObject Refine(JsonObject list, KnownPlugins plugins)
    {
        if (plugins.Providers.Count > 0)
        {
            list["items"]!["allOf"] = new JsonArray([
                .. plugins.Providers.Select(provider => new JsonObject
                {
                    ["if"] = Names(provider),
                    ["then"] = Properties(ResourceFields.Properties.Name, provider),
                }),
            ]);
        }

        return list;
    }

    /// <summary>A plugin that is this provider, by any of its names; what stands behind a URL is another one.</summary>
    private static JsonObject Names(ProviderDescription provider) =>
        new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                [PluginFields.Name.Name] = new JsonObject
                {
                    ["enum"] = new JsonArray([provider.Name, .. provider.Aliases]),
                },
            },
            ["required"] = new JsonArray(PluginFields.Name.Name),
            ["not"] = new JsonObject { ["required"] = new JsonArray(PluginFields.Url.Name) },
        };

    private static JsonObject Properties(string field, ProviderDescription provider) =>
        new()
        {
            ["properties"] = new JsonObject
            {
                [field] = new JsonObject { ["$ref"] = $"#/definitions/{KeyOf(provider)}" },
            },
        };

    private static string KeyOf(ProviderDescription provider) => $"provider.{provider.Name}";

    private static string KeyOf(HealthCheckDescription check) => $"check.{check.Name}";

    private static string KeyOf(FlavourDescription flavour) => $"flavour.{flavour.Name}";

    private static JsonObject Embed(string text, string summary, string key)
    {
        var schema =
            JsonNode.Parse(text) as JsonObject
            ?? throw new ArgumentException($"The schema of {key} is no object.", nameof(text));
        schema.Remove("$schema");
        schema.Remove("$id");
        schema.TryAdd("description", summary);
        MoveReferences(schema, $"#/definitions/{key}");
        return schema;
    }

    /// <summary>References within the plugin's schema are written from its own root, which now stands elsewhere.</summary>
    private static void MoveReferences(JsonNode? node, string root)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                MoveReferences(item, root);
            }
        }

        if (node is not JsonObject fields)
        {
            return;
        }

        foreach (var (name, value) in fields.ToList())
        {
            if (
                name == "$ref"
                && value is JsonValue reference
                && reference.TryGetValue<string>(out var target)
                && target.StartsWith('#')
            )
            {
                fields[name] = root + target[1..];
            }
            else
            {
                MoveReferences(value, root);
            }
        }
    }
}
