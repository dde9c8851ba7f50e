using Kadende.Core.Scaling;
using Kadende.Core.Specs;

namespace Kadende.Core.Clusters;

/// <summary>The text of a spec as written, and the sizes that were set since by hand.</summary>
/// <param name="Text">YAML or JSON.</param>
/// <param name="Sizes">Sizes that count instead of the text's while they last, by group.</param>
public sealed record SpecSource(string Text, IReadOnlyDictionary<GroupPath, HandSize> Sizes)
{
    public static SpecSource Of(string text) => new(text, new Dictionary<GroupPath, HandSize>());
}
