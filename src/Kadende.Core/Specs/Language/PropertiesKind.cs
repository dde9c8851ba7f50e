using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>Fields that only a plugin knows, handed on as JSON together with their places.</summary>
internal sealed class PropertiesKind : Kind<PluginProperties>
{
    public override string Expected => "a mapping of the plugin's own fields";

    public override bool TryRead(Spot spot, FaultList faults, out PluginProperties value)
    {
        value = PluginProperties.None;
        if (spot.Node is not YamlNode.Mapping)
        {
            return Wrong(spot, faults);
        }

        var before = faults.Count;
        value = new PluginProperties(YamlJson.Convert(spot, faults), new YamlMarks(spot));
        return faults.Count == before;
    }

    public override JsonObject Schema(KnownPlugins plugins) => new() { ["type"] = "object" };
}
