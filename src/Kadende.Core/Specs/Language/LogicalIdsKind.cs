using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>The fixed identities of a group's machines: names, each once.</summary>
internal sealed class LogicalIdsKind : Kind<IReadOnlyList<string>>
{
    private static readonly ListKind<string> Names = new(TextKind.Name, 0, GroupFields.MaxSize);

    public override string Expected => Names.Expected;

    public override bool TryRead(Spot spot, FaultList faults, out IReadOnlyList<string> value)
    {
        if (!Names.TryRead(spot, faults, out value))
        {
            return false;
        }

        var before = faults.Count;
        var items = ((YamlNode.Sequence)spot.Node).Items;
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (var i = 0; i < value.Count; i++)
        {
            if (!seen.Add(value[i]))
            {
                faults.Add(
                    spot.Item(i, items[i]),
                    $"'{value[i]}' is given twice; every machine needs an id of its own."
                );
            }
        }

        return faults.Count == before;
    }

    public override JsonObject Schema(KnownPlugins plugins)
    {
        var schema = Names.Schema(plugins);
        schema["uniqueItems"] = true;
        return schema;
    }
}
