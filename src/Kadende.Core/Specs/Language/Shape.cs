using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>A closed set of fields that a mapping may have.</summary>
internal sealed class Shape(params Field[] fields)
{
    public IReadOnlyList<Field> Fields { get; } = fields;

    public IReadOnlySet<string> Names { get; } = fields.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Reads every field that stands in the mapping; tells of unknown and missing ones.</summary>
    public FieldValues Read(Spot spot, YamlNode.Mapping mapping, FaultList faults)
    {
        var values = new Dictionary<Field, object?>(ReferenceEqualityComparer.Instance);
        foreach (var entry in mapping.Entries)
        {
            var below = spot.Child(entry.Key, entry.Value);
            if (Find(entry.Key) is not { } field)
            {
                faults.Add(below.Path, entry.KeyPlace, Unknown(entry));
                continue;
            }

            if (field.TryRead(below, faults, out var value))
            {
                values[field] = value;
            }
        }

        foreach (var field in Fields)
        {
            if (field.IsRequired && mapping.Find(field.Name) is null)
            {
                faults.Add(
                    new PathLink(spot.Path, field.Name),
                    spot.Node.Place,
                    $"'{field.Name}' is missing; add it. {field.Description}"
                );
            }
        }

        return new FieldValues(spot, mapping, values);
    }

    public JsonObject Schema(KnownPlugins plugins)
    {
        var properties = new JsonObject();
        foreach (var field in Fields)
        {
            properties[field.Name] = SchemaOf(field, plugins);
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (Fields.Any(field => field.IsRequired))
        {
            schema["required"] = new JsonArray([
                .. Fields.Where(field => field.IsRequired).Select(field => JsonValue.Create(field.Name)),
            ]);
        }

        schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonObject SchemaOf(Field field, KnownPlugins plugins)
    {
        var schema = new JsonObject { ["title"] = field.Name, ["description"] = field.Description };
        foreach (var (key, value) in field.ValueSchema(plugins))
        {
            schema[key] = value?.DeepClone();
        }

        if (field.Default is { } written)
        {
            schema["default"] =
                CoreSchema.Classify(written) is ScalarKind.Text && written is not ("{}" or "[]")
                    ? JsonValue.Create(written)
                    : JsonNode.Parse(written);
        }

        return schema;
    }

    private Field? Find(string name)
    {
        foreach (var field in Fields)
        {
            if (string.Equals(field.Name, name, StringComparison.Ordinal))
            {
                return field;
            }
        }

        return null;
    }

    private string Unknown(YamlNode.Entry entry)
    {
        var closest = Wording.Closest(entry.Key, Names);
        var advice =
            closest is not null ? $"did you mean '{closest}'?"
            : entry.Value is YamlNode.Mapping value && value.Find(GroupFields.Plugin.Name) is not null
                ? "a group cannot stand here, because what it stands in is no group of groups."
            : $"known here: {string.Join(", ", Names)}.";
        return $"unknown field {Wording.Quote(entry.Key)}; {advice}";
    }
}
