using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>One plugin, or a list of plugins with their weights and properties.</summary>
internal sealed class ResourceKind : Kind<IReadOnlyList<ResourceEntry>>
{
    public override string Expected =>
        $"{ResourceFields.One.Expected}, or a list of up to {ResourceFields.MaxResources} of them with their own 'resourceProperties'";

    public override bool TryRead(
        Spot spot,
        FaultList faults,
        [MaybeNullWhen(false)] out IReadOnlyList<ResourceEntry> value
    )
    {
        switch (spot.Node)
        {
            case YamlNode.Sequence:
                return ResourceFields.Several.TryRead(spot, faults, out value);
            case YamlNode.Mapping:
                var isGood = ResourceFields.One.TryRead(spot, faults, out var one);
                value = one is null ? null : [one];
                return isGood;
            default:
                value = null;
                return Wrong(spot, faults);
        }
    }

    public override JsonObject Schema(KnownPlugins plugins) =>
        new()
        {
            ["oneOf"] = new JsonArray(
                ResourceFields.One.Schema(plugins),
                PluginSchemas.Refine(ResourceFields.Several.Schema(plugins), plugins)
            ),
        };
}
