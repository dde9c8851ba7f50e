namespace Kadende.Core.Specs.Language;

/// <summary><c>resourcePlugin</c>: one plugin, or several that share the group's machines.</summary>
internal static class ResourceFields
{
    public const int MaxResources = 8;

    public static readonly TypedField<int> Weight = Field.WithDefault(
        "weight",
        new WholeNumberKind(1, 1000),
        "1",
        "The share of the machines that this plugin makes, relative to the weights of the others."
    );

    /// <summary>The properties of one of several plugins; a single one's stand beside it.</summary>
    public static readonly TypedField<PluginProperties> Properties = Field.WithDefault(
        "resourceProperties",
        new PropertiesKind(),
        "{}",
        "The plugin's own fields."
    );

    public static readonly IReadOnlyList<ResourceEntry> Missing =
    [
        new(new PluginRef("none", PluginRef.Latest, null, null), 1, null, new SpecMark("", 0, 0)),
    ];

    public static readonly ObjectKind<ResourceEntry> One = new(
        new Shape(PluginFields.Name, PluginFields.Version, PluginFields.Url, PluginFields.Sha256),
        (fields, faults) => new ResourceEntry(PluginFields.Read(fields, faults), 1, null, fields.Spot.Mark)
    );

    public static readonly Shape EntryShape = new(
        PluginFields.Name,
        PluginFields.Version,
        PluginFields.Url,
        PluginFields.Sha256,
        Weight,
        Properties
    );

    public static readonly ListKind<ResourceEntry> Several = new(
        new ObjectKind<ResourceEntry>(
            EntryShape,
            (fields, faults) =>
                new ResourceEntry(
                    PluginFields.Read(fields, faults),
                    fields.Get(Weight),
                    fields.Find(Properties) ?? Unmarked(fields),
                    fields.Spot.Mark
                )
        ),
        1,
        MaxResources
    );

    /// <summary>Without properties, their faults are told where the plugin stands.</summary>
    private static PluginProperties Unmarked(FieldValues fields) =>
        PluginProperties.None with
        {
            Marks = new Dictionary<string, SpecMark>(StringComparer.Ordinal) { [""] = fields.SpotOf(Properties).Mark },
        };
}
