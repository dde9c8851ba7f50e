using System.Text.Json.Nodes;

namespace Kadende.Core.Specs.Language;

/// <summary>The fields of a group. Their names cannot name groups.</summary>
internal static class GroupFields
{
    public const int MaxSize = 10_000;

    public static readonly WholeNumberKind SizeKind = new(0, MaxSize);

    public static readonly TypedField<int> Size = Field.Optional(
        "size",
        SizeKind,
        0,
        "How many machines; 0 is allowed. Either this or logicalIds."
    );

    public static readonly TypedField<IReadOnlyList<string>> LogicalIds = Field.Optional(
        "logicalIds",
        new LogicalIdsKind(),
        [],
        "One machine for each of these names, with the name as its fixed identity. Either this or size."
    );

    public static readonly TypedField<IReadOnlyList<ResourceEntry>> Plugin = Field.Required(
        "resourcePlugin",
        new ResourceKind(),
        ResourceFields.Missing,
        "Which plugin makes the machines, or a list of several that share them; what makes a mapping a group."
    );

    public static readonly TypedField<PluginProperties> Properties = Field.WithDefault(
        "resourceProperties",
        new PropertiesKind(),
        "{}",
        "The plugin's own fields."
    );

    public static readonly TypedField<IReadOnlyDictionary<string, string>> Labels = Field.WithDefault(
        "labels",
        new LabelsKind(),
        "{}",
        "Labels put on every machine of this group and the groups inside; they win over those from further out."
    );

    public static readonly TypedField<string> Init = Field.Optional(
        "init",
        new InitKind(),
        "",
        "The script that a machine runs when it boots; {{ node.id }} and the like are filled in."
    );

    public static readonly TypedField<IReadOnlyList<FlavourSpec>> Flavours = Field.WithDefault(
        "flavours",
        FlavourFields.Kind,
        "[]",
        "What runs on a machine after it boots, in order."
    );

    public static readonly TypedField<HealthSpec> Health = Field.WithDefault(
        "health",
        HealthFields.Kind,
        "{}",
        "How the health of the machines is judged."
    );

    public static readonly TypedField<RepairSpec> Repair = Field.WithDefault(
        "repair",
        RepairFields.Kind,
        "{}",
        "What happens to unhealthy nodes and failed creations."
    );

    public static readonly TypedField<UpdateSpec> Update = Field.WithDefault(
        "update",
        UpdateFields.Kind,
        "{}",
        "How nodes made from an older configuration are replaced."
    );

    public static readonly TypedField<ScalingSpec> Scaling = Field.Optional(
        "scaling",
        ScalingFields.Kind,
        new ScalingSpec(0, MaxSize, []),
        "Bounds of the size, and sizes at certain times."
    );

    public static readonly TypedField<SurplusOrder> Terminate = Field.WithDefault(
        "terminate",
        new ChoiceKind<SurplusOrder>(("oldest", SurplusOrder.Oldest), ("newest", SurplusOrder.Newest)),
        "oldest",
        "Which surplus node goes first, after unhealthy and outdated ones."
    );

    public static readonly TypedField<TimeSpan> CreateTimeout = Field.WithDefault(
        "createTimeout",
        new DurationKind("1s", "24h"),
        "20m",
        "How long a machine may take from its creation to running."
    );

    public static readonly TypedField<TimeSpan> DrainTimeout = Field.WithDefault(
        "drainTimeout",
        new DurationKind("0s", "24h"),
        "5m",
        "How long a machine may take to let go of its work before it is removed."
    );

    public static readonly TypedField<UnknownInstances> Unknown = Field.WithDefault(
        "unknownInstances",
        new ChoiceKind<UnknownInstances>(
            ("delete", UnknownInstances.Delete),
            ("quarantine", UnknownInstances.Quarantine),
            ("ignore", UnknownInstances.Ignore)
        ),
        "delete",
        "What happens to a machine that carries the group's labels but that no node tells of: delete it, leave and report it, or leave it."
    );

    public static readonly TypedField<bool> Paused = Field.WithDefault(
        "paused",
        new BooleanKind(),
        "false",
        "true leaves the group as it is: nothing is created, replaced or removed."
    );

    public static readonly Shape Group = new(
        Size,
        LogicalIds,
        Plugin,
        Properties,
        Labels,
        Init,
        Flavours,
        Health,
        Repair,
        Update,
        Scaling,
        Terminate,
        CreateTimeout,
        DrainTimeout,
        Unknown,
        Paused
    );

    /// <summary>What a mapping that holds groups may have besides them.</summary>
    public static readonly Shape Container = new(Labels, Flavours);

    /// <summary>A group, with what its fields rule out together.</summary>
    public static JsonObject GroupSchema(KnownPlugins plugins)
    {
        var schema = Group.Schema(plugins);
        schema["oneOf"] = new JsonArray(
            new JsonObject { ["required"] = new JsonArray(Size.Name) },
            new JsonObject { ["required"] = new JsonArray(LogicalIds.Name) }
        );
        return schema;
    }

    /// <summary>A mapping of names to groups.</summary>
    public static JsonObject ContainerSchema(KnownPlugins plugins)
    {
        var schema = Container.Schema(plugins);
        schema["minProperties"] = 1;
        schema["patternProperties"] = MembersByName();
        return schema;
    }

    public static JsonObject MembersSchema() =>
        new()
        {
            ["type"] = "object",
            ["minProperties"] = 1,
            ["patternProperties"] = MembersByName(),
            ["additionalProperties"] = false,
        };

    private static JsonObject MembersByName() =>
        new()
        {
            [$"^(?!(?:{string.Join('|', Group.Names)})$){TextKind.NamePattern[1..]}"] = new JsonObject
            {
                ["$ref"] = "#/definitions/member",
            },
        };
}
