using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;
using Kadende.Sdk.Flavours;

namespace Kadende.Core.Specs.Language;

/// <summary>One flavour: a plugin's name, and the fields that are that plugin's.</summary>
internal sealed class FlavourKind : Kind<FlavourSpec>
{
    private static readonly TypedField<string> Name = PluginFields.Name;

    private static readonly TypedField<PluginProperties> Properties = Field.WithDefault(
        "properties",
        new PropertiesKind(),
        "{}",
        "The flavour's own fields."
    );

    private static readonly Shape Shape = new(
        Name,
        PluginFields.Version,
        PluginFields.Url,
        PluginFields.Sha256,
        Properties
    );

    private readonly ObjectKind<FlavourSpec> _fields = new(
        Shape,
        (fields, faults) =>
            new FlavourSpec(
                PluginFields.Read(fields, faults),
                fields.Get(Properties).Values,
                new YamlMarks(fields.Spot),
                fields.Spot.Path?.ToString() ?? ""
            )
    );

    public override string Expected => _fields.Expected;

    public override bool TryRead(Spot spot, FaultList faults, [MaybeNullWhen(false)] out FlavourSpec value) =>
        _fields.TryRead(spot, faults, out value);

    /// <summary>One of the known flavours with its fields, or any behind a URL; any flavour as long as none is known.</summary>
    public override JsonObject Schema(KnownPlugins plugins) =>
        plugins.Flavours.Count == 0
            ? Shape.Schema(plugins)
            : new JsonObject
            {
                ["type"] = "object",
                ["oneOf"] = new JsonArray([
                    .. plugins.Flavours.Select(flavour => SchemaOf(flavour, plugins)),
                    ByUrl(plugins),
                ]),
            };

    private static JsonObject SchemaOf(FlavourDescription flavour, KnownPlugins plugins)
    {
        var schema = Shape.Schema(plugins);
        var fields = (JsonObject)schema["properties"]!;
        ((JsonObject)fields[Name.Name]!)["enum"] = new JsonArray(flavour.Name);
        fields.Remove(PluginFields.Url.Name);
        fields.Remove(PluginFields.Sha256.Name);
        fields[Properties.Name] = new JsonObject { ["$ref"] = PluginSchemas.ReferenceTo(flavour) };
        if (JsonNode.Parse(flavour.PropertiesSchema)?["required"] is JsonArray { Count: > 0 })
        {
            // Left out, the properties are an empty object, which lacks what is required.
            schema["required"] = new JsonArray(Name.Name, Properties.Name);
        }

        return schema;
    }

    private static JsonObject ByUrl(KnownPlugins plugins)
    {
        var schema = Shape.Schema(plugins);
        schema["required"] = new JsonArray(Name.Name, PluginFields.Url.Name);
        return schema;
    }
}
