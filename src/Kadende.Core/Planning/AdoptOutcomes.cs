using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Sdk.Failures;

namespace Kadende.Core.Planning;

/// <summary>What a refusal to label an existing machine makes of the slot that was to take it over.</summary>
public static class AdoptOutcomes
{
    /// <returns>Null when nothing is known to have gone wrong for good: it is tried again.</returns>
    public static SlotChange? Failed(Slot slot, string nodeId, ProviderException failure, DateTimeOffset now)
    {
        if (failure is not (RequestRejectedException or InstanceGoneException))
        {
            return null;
        }

        var node = slot.Nodes.Single(node => string.Equals(node.Id, nodeId, StringComparison.Ordinal));
        var after = NodeController.Move(node, NodeTrigger.CreationGivenUp, now) with
        {
            Problem = NodeProblem.Refused,
            ProblemCount = 1,
            Reason = $"Machine {node.AdoptId} cannot be adopted: {failure.Message}",
        };
        var told = NodeEvents.Of(EventKind.NodeFailed, slot.Group, after, "Refused", after.Reason);
        return new SlotChange(slot, slot.With(node, after), [told]);
    }
}
