using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>The fields of one mapping, read.</summary>
internal sealed class FieldValues(Spot spot, YamlNode.Mapping mapping, Dictionary<Field, object?> values)
{
    /// <summary>The mapping.</summary>
    public Spot Spot => spot;

    /// <summary>The field's value; what its absence means when it is absent or wrong.</summary>
    public T Get<T>(TypedField<T> field) => values.TryGetValue(field, out var value) ? (T)value! : field.Fallback;

    /// <summary>The field's value; null when it is absent or wrong.</summary>
    public T? Find<T>(TypedField<T> field)
        where T : class => values.TryGetValue(field, out var value) ? (T)value! : null;

    /// <summary>Whether the field stands in the text, rightly or wrongly.</summary>
    public bool Has(Field field) => mapping.Find(field.Name) is not null;

    /// <summary>Where the field's value stands; where the mapping stands when the field is absent.</summary>
    public Spot SpotOf(Field field) => spot.Child(field.Name, mapping.Find(field.Name) ?? spot.Node);
}
