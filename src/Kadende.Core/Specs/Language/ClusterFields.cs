using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>The fields of the whole configuration.</summary>
internal static class ClusterFields
{
    public static readonly TypedField<string> Id = Field.Optional(
        "id",
        TextKind.Name,
        "none",
        "The cluster's key; made when it is left out, and never changed."
    );

    public static readonly TypedField<string> Version = Field.Required(
        "version",
        TextKind.Line("a version of at most 63 characters", 63),
        "none",
        "Your own version of this configuration."
    );

    public static readonly TypedField<string> Name = Field.Required(
        "name",
        TextKind.Name,
        "none",
        "The cluster's name, unique within its team."
    );

    public static readonly TypedField<IReadOnlyDictionary<string, string>> Labels = Field.WithDefault(
        "labels",
        new LabelsKind(),
        "{}",
        "Labels put on every machine of the cluster."
    );

    public static readonly TypedField<Spot> Groups = Field.Required(
        "groups",
        new MappingKind("a mapping of names to groups", GroupFields.MembersSchema),
        default,
        "The groups by name. A mapping with resourcePlugin is a group; without it, it holds groups."
    );

    public static readonly Shape Cluster = new(Id, Version, Name, Labels, Groups);
}
