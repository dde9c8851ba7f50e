using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Passes;

/// <summary>A configuration that machines of a group are made from, and the plugins that it names.</summary>
/// <param name="Key">Which generation and way it is.</param>
/// <param name="Spec">The group as that generation has it, with this way as its only one.</param>
/// <param name="Provider">Null when the plugin is not there; the facts then say so.</param>
/// <param name="Flavours">One for each flavour of the spec, in order; null for one that is not there.</param>
public sealed record GroupSource(
    SourceKey Key,
    GroupSpec Spec,
    IProvider? Provider,
    IReadOnlyList<IFlavour?> Flavours,
    SourceFacts Facts
);
