using System.Globalization;
using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>A number of nodes, or a percentage of a group's size.</summary>
internal sealed class AmountKind(int min) : Kind<Amount>
{
    public override string Expected =>
        $"a whole number from {min} to {GroupFields.MaxSize}, or a percentage from 0% to 100%";

    public override bool TryRead(Spot spot, FaultList faults, out Amount value)
    {
        value = default;
        return spot.Node is YamlNode.Scalar scalar && (TryNodes(scalar, out value) || TryPercent(scalar, out value))
            || Wrong(spot, faults);
    }

    public override JsonObject Schema(KnownPlugins plugins) =>
        new()
        {
            ["anyOf"] = new JsonArray(
                new WholeNumberKind(min, GroupFields.MaxSize).Schema(plugins),
                new JsonObject { ["type"] = "string", ["pattern"] = "^(100|[0-9]{1,2})%$" }
            ),
        };

    private bool TryNodes(YamlNode.Scalar scalar, out Amount value)
    {
        value = default;
        if (
            scalar.Kind != ScalarKind.Integer
            || !CoreSchema.TryGetWhole(scalar.Text, out var nodes)
            || nodes < min
            || nodes > GroupFields.MaxSize
        )
        {
            return false;
        }

        value = Amount.Nodes((int)nodes);
        return true;
    }

    private static bool TryPercent(YamlNode.Scalar scalar, out Amount value)
    {
        value = default;
        if (
            scalar.Text is not [.. var digits, '%']
            || digits.Length is 0 or > 3
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var percent)
            || percent > 100
        )
        {
            return false;
        }

        value = Amount.Percent(percent);
        return true;
    }
}
