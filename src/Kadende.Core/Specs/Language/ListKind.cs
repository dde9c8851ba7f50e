using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

internal sealed class ListKind<T>(Kind<T> item, int min, int max) : Kind<IReadOnlyList<T>>
{
    public override string Expected => $"a list of {min} to {max} items";

    public override bool TryRead(Spot spot, FaultList faults, out IReadOnlyList<T> value)
    {
        value = [];
        if (spot.Node is not YamlNode.Sequence { Items: var items } || items.Count < min || items.Count > max)
        {
            return Wrong(spot, faults);
        }

        var before = faults.Count;
        List<T> values = new(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (item.TryRead(spot.Item(i, items[i]), faults, out var one))
            {
                values.Add(one);
            }
        }

        value = values;
        return faults.Count == before;
    }

    public override JsonObject Schema(KnownPlugins plugins) =>
        new()
        {
            ["type"] = "array",
            ["minItems"] = min,
            ["maxItems"] = max,
            ["items"] = item.Schema(plugins),
        };
}
