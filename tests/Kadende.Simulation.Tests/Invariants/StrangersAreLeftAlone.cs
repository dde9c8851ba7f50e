using Kadende.Sdk.Providers;

namespace Kadende.Simulation.Tests.Invariants;

internal sealed class StrangersAreLeftAlone : Invariant
{
    public override string Promise => "A machine that is not ours is left alone until a person wants it adopted";

    public override void Destroying(World world, DestroyRequest request) => Check(world, request.InstanceId, "removed");

    public override void Labelling(World world, LabelRequest request) => Check(world, request.InstanceId, "labelled");

    private void Check(World world, string instanceId, string what)
    {
        if (world.Strangers.Owns(instanceId))
        {
            Break(world, $"machine {instanceId} is {what}.");
        }
    }
}
