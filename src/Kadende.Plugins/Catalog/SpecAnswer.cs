using Kadende.Core.Specs;

namespace Kadende.Plugins.Catalog;

/// <summary>What plugins say of a spec, in the order of its text.</summary>
/// <param name="Warnings">What could not be found out; no reason to refuse the spec.</param>
public sealed record SpecAnswer(IReadOnlyList<Fault> Faults, IReadOnlyList<Fault> Warnings);
