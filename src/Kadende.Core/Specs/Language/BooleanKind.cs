using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

internal sealed class BooleanKind : Kind<bool>
{
    public override string Expected => "true or false";

    public override bool TryRead(Spot spot, FaultList faults, out bool value)
    {
        var scalar = spot.Node as YamlNode.Scalar;
        var isBoolean = scalar?.Kind == ScalarKind.Boolean;
        value = isBoolean && CoreSchema.IsTrue(scalar!.Text);
        return isBoolean || Wrong(spot, faults);
    }

    public override JsonObject Schema(KnownPlugins plugins) => new() { ["type"] = "boolean" };
}
