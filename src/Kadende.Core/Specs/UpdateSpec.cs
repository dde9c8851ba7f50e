namespace Kadende.Core.Specs;

/// <summary>How nodes made from an older configuration are replaced.</summary>
/// <param name="MaxSurge">How many nodes more than the size there may be.</param>
/// <param name="MaxUnavailable">How many nodes fewer than the size may be healthy.</param>
public sealed record UpdateSpec(Amount MaxSurge, Amount MaxUnavailable);
