using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Passes;

/// <summary>What a round of a pass works on.</summary>
/// <param name="Exists">False: there is nothing to do, and the pass ends.</param>
/// <param name="Groups">Groups of the spec, and groups that left it but still have nodes.</param>
/// <param name="NewGeneration">A group of it was last looked at under an older spec.</param>
/// <param name="Due">The entry to move when the pass is over.</param>
public sealed record PassLoad(
    bool Exists,
    long Generation,
    IReadOnlyList<GroupPath> Groups,
    bool NewGeneration,
    DueCluster? Due
);
