using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>One of a few words.</summary>
internal sealed class ChoiceKind<T>(params (string Word, T Value)[] choices) : Kind<T>
{
    public override string Expected => string.Join(" or ", choices.Select(choice => $"'{choice.Word}'"));

    public override bool TryRead(Spot spot, FaultList faults, [MaybeNullWhen(false)] out T value)
    {
        var text = (spot.Node as YamlNode.Scalar)?.Text;
        foreach (var choice in choices)
        {
            if (choice.Word == text)
            {
                value = choice.Value;
                return true;
            }
        }

        value = default;
        return Wrong(spot, faults);
    }

    public override JsonObject Schema(KnownPlugins plugins) =>
        new()
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. choices.Select(choice => JsonValue.Create(choice.Word))]),
        };
}
