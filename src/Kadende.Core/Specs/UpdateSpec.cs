namespace Kadende.Core.Specs;

/// <summary>How nodes made from an older configuration are replaced.</summary>
/// <param name="MaxSurge">How many nodes more than the size there may be.</param>
/// <param name="MaxUnavailable">How many nodes fewer than the size may be healthy.</param>
/// <param name="Strategy">Whether they are replaced at all.</param>
/// <param name="MinReady">How long a new node must have been healthy before it counts.</param>
public sealed record UpdateSpec(
    Amount MaxSurge,
    Amount MaxUnavailable,
    UpdateStrategy Strategy = UpdateStrategy.Rolling,
    TimeSpan MinReady = default
);
