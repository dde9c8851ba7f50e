using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Planning;

/// <summary>The steps of a node's life, each as a function of the node before.</summary>
internal static class NodeSteps
{
    /// <summary>A node for a slot, with its machine about to be asked for.</summary>
    public static Node Begin(string id, string configHash, SourceKey source, DateTimeOffset now) =>
        new()
        {
            Id = id,
            State = NodeState.Creating,
            Since = now,
            CreatedAt = now,
            ConfigHash = configHash,
            Generation = source.Generation,
            Resource = source.Resource,
            AskedAt = now,
        };

    /// <summary>The machine of a node is known to exist: from the answer to its creation, or because it was found.</summary>
    public static (Node Node, ClusterEvent Told) Found(
        GroupPath group,
        Node node,
        Instance instance,
        GroupSpec? spec,
        SourceFacts source,
        bool wasFound,
        DateTimeOffset now
    )
    {
        var running = instance.State == InstanceState.Running && !source.Provisions;
        var found = NodeController.Move(NodeFacts.Of(node, instance), NodeTrigger.MachineFound, now) with
        {
            Since = now,
            Reason = null,
            Problem = null,
            ProblemCount = 0,
            NextTryAt = null,
            DoubtUntil = null,
            TurnedAway = CreateOutcomes.StillClosed(node, now),
            AdoptId = null,
        };
        var after = running
            ? NodeController.Move(found, NodeTrigger.CameUp, now) with
            {
                // Without checks the provider's word is all there is, and it has been given.
                Health = spec is { Health.Checks.Count: 0 } && !source.Judges ? HealthJudge.Up(now) : NodeHealth.None,
            }
            : found with
            {
                Health = NodeHealth.None,
            };
        return (after, Tell(group, node, after, wasFound, now));
    }

    private static ClusterEvent Tell(GroupPath group, Node before, Node after, bool wasFound, DateTimeOffset now)
    {
        var isUp = after.State == NodeState.Running;
        var kind =
            wasFound ? EventKind.NodeAdopted
            : isUp ? EventKind.NodeRunning
            : EventKind.NodeProvisioning;
        var message =
            wasFound ? $"Machine {after.InstanceId} was found by its label and belongs to this node."
            : isUp ? $"Machine {after.InstanceId} is up."
            : $"Machine {after.InstanceId} exists and is on its way up.";
        return NodeEvents.Of(
            kind,
            group,
            after,
            wasFound ? "FoundByLabel" : "Created",
            message,
            ("sinceAsked", before.AskedAt is { } asked ? NodeEvents.Text(now - asked) : null)
        );
    }

    /// <summary>
    /// Decides that a node goes: at once when no machine can exist, after it let go of its work where it has any, else by way of its
    /// provider.
    /// </summary>
    public static void Doom(GroupDraft draft, SlotDraft slot, Node node, RemovalReason reason, string message)
    {
        if (node.InstanceId is null && node.State is NodeState.Pending or NodeState.Failed)
        {
            var gone = NodeEvents.Of(EventKind.NodeGone, slot.Group, node, reason.ToString(), message);
            slot.Remove(node, NodeTrigger.LetGo, gone);
        }
        else if (MustDrain(draft, node))
        {
            Drain(draft, slot, node, reason, message);
        }
        else
        {
            Remove(draft, slot, node, reason, reason.ToString(), message);
        }
    }

    /// <summary>A node whose end was decided before has let go of its work, or had the time to.</summary>
    public static void RemoveDrained(GroupDraft draft, SlotDraft slot, Node node) =>
        Remove(draft, slot, node, ReasonOf(node), "Drained", MessageOf(node));

    /// <summary>The removal of a node's machine is asked of its provider.</summary>
    /// <param name="told">The reason of the event, which tells the last step.</param>
    private static void Remove(
        GroupDraft draft,
        SlotDraft slot,
        Node node,
        RemovalReason reason,
        string told,
        string message
    )
    {
        draft.Unask(node);
        var instance = node.InstanceId ?? draft.Match.Of(node)?.Instance.Id;
        var after = NodeController.Move(node, NodeTrigger.RemovalDecided, draft.Now) with
        {
            Reason = message,
            Removal = reason,
            Doing = null,
            Hold = null,
            Wish = null,
            InstanceId = instance,
            RemovalAskedAt = instance is null ? null : draft.Now,
        };
        slot.Set(
            node,
            after,
            NodeEvents.Of(
                EventKind.NodeDeleting,
                slot.Group,
                after,
                told,
                message,
                ("before", node.State.ToString()),
                ("health", node.Health.Status.ToString()),
                ("healthReason", node.Health.Reason),
                ("check", node.Health.Check),
                ("badAnswers", node.Health.Bad > 0 ? NodeEvents.Text(node.Health.Bad) : null),
                ("providerState", draft.Match.Of(node)?.Instance.State.ToString()),
                ("configuration", node.ConfigHash),
                ("createdAt", NodeEvents.Text(node.CreatedAt))
            )
        );
        if (instance is not null)
        {
            Ask(draft, slot, after, instance, node.Source);
        }
    }

    /// <summary>Asks for the removal of a machine whose node is to go.</summary>
    public static void Ask(GroupDraft draft, SlotDraft slot, Node node, string instance, SourceKey source)
    {
        // Nothing takes the place of a machine whose group went meanwhile.
        var reason = draft.View.Wanted is null ? RemovalReason.NotWanted : ReasonOf(node);
        draft.Acts.Add(
            new Act.Destroy(slot.Key, instance, source, reason, MessageOf(node))
            {
                // The console of an ill machine is kept before it is removed, and of no other.
                EvidenceOf = node.Health.Status == HealthStatus.Unhealthy ? node.Id : null,
            }
        );
    }

    // Where an older version decided that it goes, its row says less.
    private static RemovalReason ReasonOf(Node node) => node.Removal ?? RemovalReason.NotWanted;

    private static string MessageOf(Node node) => node.Reason ?? "The node is being removed.";

    private static bool MustDrain(GroupDraft draft, Node node) =>
        node is { InstanceId: not null, IsDrained: false }
        && NodeController.Allows(node.State, NodeTrigger.DrainBegun)
        && draft.SourceOf(node) is { Drains: true } source
        && source.DrainTimeout > TimeSpan.Zero;

    private static void Drain(GroupDraft draft, SlotDraft slot, Node node, RemovalReason reason, string message)
    {
        var until = draft.Now + draft.SourceOf(node).DrainTimeout;
        var after = NodeController.Move(node, NodeTrigger.DrainBegun, draft.Now) with
        {
            Reason = message,
            Removal = reason,
            Doing = null,
            Hold = null,
            Wish = null,
            DrainUntil = until,
        };
        slot.Set(
            node,
            after,
            NodeEvents.Of(
                EventKind.NodeDraining,
                slot.Group,
                after,
                reason.ToString(),
                message,
                ("before", node.State.ToString()),
                ("until", NodeEvents.Text(until))
            )
        );
        draft.Acts.Add(new Act.Drain(slot.Key, after));
        draft.WaitUntil(draft.Now + draft.View.Limits.UnsettledLook);
    }
}
