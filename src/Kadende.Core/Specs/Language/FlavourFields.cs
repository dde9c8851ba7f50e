namespace Kadende.Core.Specs.Language;

/// <summary>An entry of <c>flavours</c>.</summary>
internal static class FlavourFields
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

    public static readonly ListKind<string> Kind = new(
        new ObjectKind<string>(new Shape("flavours.", Name, Properties), (fields, _) => fields.Get(Name)),
        0,
        20
    );
}
