namespace Kadende.Simulation.Tests.Invariants;

/// <summary>All promises, each new for one simulation.</summary>
internal static class InvariantList
{
    public static IReadOnlyList<Invariant> All() =>
        [
            new NodesAreBounded(),
            new OneMachineANode(),
            new RowsComeBeforeMachines(),
            new RemovalsAreTold(),
            new RemovalsHaveAReason(),
            new MachinesAreNotForgotten(),
            new MinimumIsKept(),
            new SizeIsKept(),
            new SlotsAreEmptiedAFewAtATime(),
            new RepairsAreBounded(),
            new BreakerHolds(),
            new LivesGoForward(),
            new HoldsAreKept(),
            new HeldGroupsAreLeftAlone(),
            new BeginningsAreBounded(),
            new StrangersAreLeftAlone(),
            new WorkIsLetGo(),
        ];
}
