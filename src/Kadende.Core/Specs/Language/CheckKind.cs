using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>One health check: <c>type</c> and <c>timeout</c> are the language's, all other fields its plugin's.</summary>
internal sealed class CheckKind : Kind<HealthCheckSpec>
{
    private static readonly TypedField<string> Type = Field.Required(
        "type",
        TextKind.Name,
        "none",
        "Which health check plugin asks, such as http."
    );

    private static readonly TypedField<TimeSpan> Timeout = Field.WithDefault(
        "timeout",
        new DurationKind("100ms", "60s"),
        "3s",
        "How long one answer may take."
    );

    private static readonly Shape Shape = new(Type, Timeout);

    public override string Expected => "a mapping with 'type' and the fields of that check";

    public override bool TryRead(Spot spot, FaultList faults, [MaybeNullWhen(false)] out HealthCheckSpec value)
    {
        value = null;
        if (spot.Node is not YamlNode.Mapping mapping)
        {
            return Wrong(spot, faults);
        }

        var before = faults.Count;
        var own = new YamlNode.Mapping(
            mapping.Place,
            [.. mapping.Entries.Where(entry => Shape.Names.Contains(entry.Key))]
        );
        var fields = Shape.Read(spot, own, faults);
        value = new HealthCheckSpec(
            fields.Get(Type),
            fields.Get(Timeout),
            YamlJson.Convert(spot, faults, Type.Name, Timeout.Name),
            new YamlMarks(spot)
        );
        return faults.Count == before;
    }

    /// <summary>One of the known checks; any check as long as none is known.</summary>
    public override JsonObject Schema(KnownPlugins plugins)
    {
        if (plugins.Checks.Count == 0)
        {
            var any = Shape.Schema(plugins);
            any["additionalProperties"] = true;
            return any;
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray(Type.Name),
            ["oneOf"] = new JsonArray([
                .. plugins.Checks.Select(check => new JsonObject { ["$ref"] = PluginSchemas.ReferenceTo(check) }),
            ]),
        };
    }

    /// <summary>The schema of one type of check: its plugin's, and the fields that all checks have.</summary>
    public static JsonObject SchemaOf(JsonObject plugin, string type)
    {
        var own = Shape.Schema(new KnownPlugins([], [], []));
        var properties = plugin["properties"] as JsonObject ?? [];
        foreach (var (name, schema) in (JsonObject)own["properties"]!)
        {
            properties[name] = schema?.DeepClone();
        }

        var kind = (JsonObject)properties[Type.Name]!;
        kind["type"] = "string";
        kind["enum"] = new JsonArray(type);
        kind.Remove("pattern");
        plugin["properties"] = properties;
        plugin["required"] = new JsonArray([
            Type.Name,
            .. (plugin["required"] as JsonArray ?? []).Select(name => name?.DeepClone()),
        ]);
        return plugin;
    }
}
