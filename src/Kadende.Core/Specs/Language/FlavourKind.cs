using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;
using Kadende.Sdk.Flavours;

namespace Kadende.Core.Specs.Language;

/// <summary>One flavour: a plugin's name, and the fields that are that plugin's.</summary>
internal sealed class FlavourKind : Kind<FlavourSpec>
{
    private static readonly TypedField<string> Name = Field.Required(
        "name",
        TextKind.Name,
        "none",
        "The flavour plugin's name, such as bash."
    );

    private static readonly TypedField<PluginProperties> Properties = Field.WithDefault(
        "properties",
        new PropertiesKind(),
        "{}",
        "The flavour's own fields."
    );

    private static readonly Shape Shape = new(Name, Properties);

    private readonly ObjectKind<FlavourSpec> _fields = new(
        Shape,
        (fields, _) =>
            new FlavourSpec(
                fields.Get(Name),
                fields.Get(Properties).Values,
                new YamlMarks(fields.Spot),
                fields.Spot.Path?.ToString() ?? ""
            )
    );

    public override string Expected => _fields.Expected;

    public override bool TryRead(Spot spot, FaultList faults, [MaybeNullWhen(false)] out FlavourSpec value) =>
        _fields.TryRead(spot, faults, out value);

    /// <summary>One of the known flavours with its fields; any flavour as long as none is known.</summary>
    public override JsonObject Schema(KnownPlugins plugins) =>
        plugins.Flavours.Count == 0
            ? Shape.Schema(plugins)
            : new JsonObject
            {
                ["type"] = "object",
                ["oneOf"] = new JsonArray([.. plugins.Flavours.Select(flavour => SchemaOf(flavour, plugins))]),
            };

    private static JsonObject SchemaOf(FlavourDescription flavour, KnownPlugins plugins)
    {
        var schema = Shape.Schema(plugins);
        var fields = (JsonObject)schema["properties"]!;
        ((JsonObject)fields[Name.Name]!)["enum"] = new JsonArray(flavour.Name);
        fields[Properties.Name] = new JsonObject { ["$ref"] = PluginSchemas.ReferenceTo(flavour) };
        if (JsonNode.Parse(flavour.PropertiesSchema)?["required"] is JsonArray { Count: > 0 })
        {
            // Left out, the properties are an empty object, which lacks what is required.
            schema["required"] = new JsonArray(Name.Name, Properties.Name);
        }

        return schema;
    }
}
