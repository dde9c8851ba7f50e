using Kadende.Core.Scaling;
using Kadende.Core.Specs;

namespace Kadende.Core.Clusters;

/// <summary>The text of a spec as written, and what was set beside it.</summary>
/// <param name="Text">YAML or JSON.</param>
/// <param name="Sizes">Sizes that count instead of the text's while they last, by group.</param>
public sealed record SpecSource(string Text, IReadOnlyDictionary<GroupPath, HandSize> Sizes)
{
    /// <summary>
    /// The versions that the text's plugins mean, by group and <see cref="PluginRef.PinKey"/>, chosen when the spec was accepted. A plugin
    /// without one means the newest version that fits, as in specs from before there were pins.
    /// </summary>
    public IReadOnlyDictionary<GroupPath, IReadOnlyDictionary<string, string>> Pins { get; init; } =
        new Dictionary<GroupPath, IReadOnlyDictionary<string, string>>();

    public static SpecSource Of(string text) => new(text, new Dictionary<GroupPath, HandSize>());
}
