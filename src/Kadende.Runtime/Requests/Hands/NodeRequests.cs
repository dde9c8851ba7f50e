using Kadende.Core.Clusters;
using Kadende.Core.Hands;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests.Hands;

/// <summary>Notes on a node what a person asks of it, and has the group looked at.</summary>
public sealed class NodeRequests(
    ClusterFinder finder,
    NodeSearch search,
    IClusterStore store,
    PassCall passes,
    TimeProvider time
)
{
    public async Task<HandOutcome<NodeView>> AskAsync(
        RequestScope scope,
        HandCall call,
        string node,
        NodeAsk ask,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 0; attempt < ClusterWriter.Attempts; attempt++)
        {
            var found = await finder.FindAsync(scope.Team, call.Cluster, cancellationToken);
            if (found is null)
            {
                return new HandOutcome<NodeView>.NotFound(ClusterFinder.NotFoundMessage(scope.Team, call.Cluster));
            }

            var cluster = found.Value;
            if (!call.Condition.Allows(cluster.Generation))
            {
                return new HandOutcome<NodeView>.Stale(cluster.Generation);
            }

            var slot = await search.FindAsync(cluster.Id, node, cancellationToken);
            if (slot is null)
            {
                return new HandOutcome<NodeView>.NotFound(NodeSearch.NotFoundMessage(cluster.Name, node));
            }

            if (Refusal(cluster, slot.Value, ask) is { } refusal)
            {
                return new HandOutcome<NodeView>.Conflict(refusal);
            }

            var decision = NodeHands.Decide(slot.Value, node, ask, call.By(scope, time.GetUtcNow()));
            if (await CarryOutAsync(cluster, slot, node, decision, cancellationToken) is { } outcome)
            {
                return outcome;
            }
        }

        return new HandOutcome<NodeView>.Contended();
    }

    /// <returns>Null: a race was lost.</returns>
    private async Task<HandOutcome<NodeView>?> CarryOutAsync(
        Cluster cluster,
        Stored<Slot> slot,
        string node,
        HandDecision<SlotChange> decision,
        CancellationToken cancellationToken
    )
    {
        switch (decision)
        {
            case HandDecision<SlotChange>.Changed changed:
                var after = changed.Change.After!;
                var put = new RowChange.PutSlot(after, slot.ETag) { Events = changed.Change.Events };
                if (await store.WriteAsync(cluster.Id, [put], cancellationToken) is not [not null])
                {
                    return null;
                }

                await passes.MakeAsync(cluster.Id);
                var waits = cluster.HoldOf(after.Group) is { Kind: GroupHoldKind.Paused }
                    ? $" Group {after.Group} is paused: what changes its machines waits until it is resumed."
                    : "";
                return Accepted(changed.Message + waits, after, node);
            case HandDecision<SlotChange>.Same same:
                return Accepted(same.Message, slot.Value, node);
            case HandDecision<SlotChange>.Refused refused:
                return new HandOutcome<NodeView>.Conflict(refused.Message);
            case HandDecision<SlotChange>.Wrong wrong:
                return new HandOutcome<NodeView>.Faulty([wrong.Fault]);
            default:
                throw new InvalidOperationException("What is asked is decided in one of four ways.");
        }
    }

    private static HandOutcome<NodeView>.Accepted Accepted(string message, Slot slot, string node) =>
        new(message, NodeView.WithLineage(slot, slot.Nodes.First(one => one.Id == node)));

    private static string? Refusal(Cluster cluster, Slot slot, NodeAsk ask) =>
        cluster.DeletingSince is not null && ask is not NodeAsk.Wish { Kind: WishKind.Forget }
            ? $"{PlanRequests.BeingDeletedMessage(cluster)} Until then its nodes can only be forgotten."
        : cluster.HoldOf(slot.Group) is { Kind: GroupHoldKind.Freed } freed
            ? $"Group {slot.Group} was freed by {freed.Actor} and is not looked at; manage it first."
        : null;
}
