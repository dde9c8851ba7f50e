using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>A mapping that is read by somebody else: the place where it stands.</summary>
internal sealed class MappingKind(string expected, Func<JsonObject> schema) : Kind<Spot>
{
    public override string Expected => expected;

    public override bool TryRead(Spot spot, FaultList faults, out Spot value)
    {
        value = spot;
        return spot.Node is YamlNode.Mapping || Wrong(spot, faults);
    }

    public override JsonObject Schema(KnownPlugins plugins) => schema();
}
