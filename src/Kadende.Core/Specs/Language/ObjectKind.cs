using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>A mapping of known fields that makes a record.</summary>
/// <param name="build">Makes the record; adds the faults that fields have only together.</param>
internal sealed class ObjectKind<T>(Shape shape, Func<FieldValues, FaultList, T> build) : Kind<T>
{
    public override string Expected => $"a mapping with {string.Join(", ", shape.Names.Select(name => $"'{name}'"))}";

    public override bool TryRead(Spot spot, FaultList faults, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (spot.Node is not YamlNode.Mapping mapping)
        {
            return Wrong(spot, faults);
        }

        var before = faults.Count;
        value = build(shape.Read(spot, mapping, faults), faults);
        return faults.Count == before;
    }

    public override JsonObject Schema(KnownPlugins plugins) => shape.Schema(plugins);
}
