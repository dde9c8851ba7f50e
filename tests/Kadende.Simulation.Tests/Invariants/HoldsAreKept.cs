namespace Kadende.Simulation.Tests.Invariants;

internal sealed class HoldsAreKept : Invariant
{
    public override string Promise => "A node that a person holds is left alone";

    public override void Committed(World world, CommitSeen seen)
    {
        foreach (var told in seen.Doomed)
        {
            var before = seen.Before.SelectMany(slot => slot.Nodes).FirstOrDefault(node => node.Id == told.Node);
            if (
                before is { Wish: null, Hold: { } hold }
                && hold.HoldsAt(world.Time.Now)
                && told.Reason is not ("NotWanted" or "Asked")
            )
            {
                Break(world, $"node {told.Node} is held as {hold.Kind} and is removed as {told.Reason}.");
            }
        }
    }
}
