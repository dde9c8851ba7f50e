using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

internal sealed class WholeNumberKind(int min, int max) : Kind<int>
{
    public override string Expected => $"a whole number from {min} to {max}";

    public bool IsInRange(int value) => value >= min && value <= max;

    public override bool TryRead(Spot spot, FaultList faults, out int value)
    {
        value = min;
        if (
            spot.Node is YamlNode.Scalar { Kind: ScalarKind.Integer } scalar
            && CoreSchema.TryGetWhole(scalar.Text, out var whole)
            && whole >= min
            && whole <= max
        )
        {
            value = (int)whole;
            return true;
        }

        return Wrong(spot, faults);
    }

    public override JsonObject Schema(KnownPlugins plugins) =>
        new()
        {
            ["type"] = "integer",
            ["minimum"] = min,
            ["maximum"] = max,
        };
}
