using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>An entry of <c>flavours</c>.</summary>
internal static class FlavourFields
{
    public const int MaxFlavours = 20;

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

    public static readonly ListKind<FlavourSpec> Kind = new(
        new ObjectKind<FlavourSpec>(
            new Shape("flavours.", Name, Properties),
            (fields, _) =>
                new FlavourSpec(
                    fields.Get(Name),
                    fields.Get(Properties).Values,
                    new YamlMarks(fields.Spot),
                    fields.Spot.Path?.ToString() ?? ""
                )
        ),
        0,
        MaxFlavours
    );
}
