using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Planning;

/// <summary>Brings each node up to what was seen: the first part of every plan. Decides nothing but what is.</summary>
internal static class NodeObserver
{
    public static void Observe(GroupDraft draft)
    {
        foreach (var slot in draft.Slots)
        {
            foreach (var node in slot.Nodes)
            {
                Observe(draft, slot, node);
            }
        }
    }

    private static void Observe(GroupDraft draft, SlotDraft slot, Node node)
    {
        var seen = draft.Match.Of(node);
        switch (node.State)
        {
            case NodeState.Pending or NodeState.Creating or NodeState.Failed:
                if (seen is not null)
                {
                    var (found, told) = NodeSteps.Found(
                        slot.Group,
                        node,
                        seen.Instance,
                        draft.View.Wanted,
                        wasFound: true,
                        draft.Now
                    );
                    slot.Set(node, found, told);
                }

                break;
            case NodeState.Provisioning or NodeState.Running or NodeState.Unhealthy:
                if (seen is not null)
                {
                    Up(draft, slot, node, seen.Instance);
                }
                else
                {
                    Absent(draft, slot, node);
                }

                break;
            case NodeState.Deleting:
                Leaving(draft, slot, node, seen);
                break;
            default:
                throw new InvalidOperationException($"Node {node.Id} is in no known state.");
        }
    }

    private static void Up(GroupDraft draft, SlotDraft slot, Node node, Instance instance)
    {
        var after = NodeSteps.WithFacts(node, instance);
        var (state, health, told) = Judge(draft, slot, after, instance);
        if (state != after.State)
        {
            after = after with { State = state, Since = draft.Now };
        }

        if (health != after.Health)
        {
            after = after with { Health = health, Reason = health.Reason };
        }

        if (!ReferenceEquals(after, node))
        {
            slot.Set(node, after, told);
        }
    }

    private static (NodeState State, NodeHealth Health, ClusterEvent? Told) Judge(
        GroupDraft draft,
        SlotDraft slot,
        Node node,
        Instance instance
    )
    {
        if (ProviderVerdict(draft, node, instance) is { } dead)
        {
            return Dead(slot, node, dead);
        }

        if (instance.State is not InstanceState.Running || draft.View.Wanted is not { } spec)
        {
            return (node.State, node.Health, null);
        }

        var health = HealthJudge.Judge(
            // What the provider said of it before does not count against a machine that runs again.
            IsDead(node) ? NodeHealth.None : node.Health,
            draft.View.Looks.GetValueOrDefault(node.Id),
            spec.Health,
            node.CreatedAt,
            draft.Now
        );
        var state = health.Status == HealthStatus.Unhealthy ? NodeState.Unhealthy : NodeState.Running;
        return (state, health, Tell(slot, node, state, health, instance));
    }

    private static ClusterEvent? Tell(
        SlotDraft slot,
        Node node,
        NodeState state,
        NodeHealth health,
        Instance instance
    ) =>
        (node.State, state) switch
        {
            (NodeState.Provisioning, NodeState.Running) => NodeEvents.Of(
                EventKind.NodeRunning,
                slot.Group,
                node,
                "Up",
                $"Machine {instance.Id} is up."
            ),
            (not NodeState.Unhealthy, NodeState.Unhealthy) => NodeEvents.Of(
                EventKind.NodeUnhealthy,
                slot.Group,
                node,
                "ChecksFailed",
                $"{NodeEvents.Text(health.Bad)} bad answers in a row: {health.Reason}",
                ("badAnswers", NodeEvents.Text(health.Bad))
            ),
            _ when node.Health.Status != HealthStatus.Healthy && health.Status == HealthStatus.Healthy => NodeEvents.Of(
                EventKind.NodeHealthy,
                slot.Group,
                node,
                "ChecksPassed",
                "The node is healthy."
            ),
            _ => null,
        };

    /// <summary>Why the provider's own word makes a machine that should be up a dead one; null while it does not.</summary>
    private static string? ProviderVerdict(GroupDraft draft, Node node, Instance instance) =>
        instance.State switch
        {
            InstanceState.Stopped => "The provider says that the machine is stopped.",
            InstanceState.Failed => "The provider says that the machine is broken.",
            InstanceState.Terminating => "The machine is going down, and not on our word.",
            InstanceState.Starting
            or InstanceState.Unknown
                when node.State == NodeState.Provisioning
                    && draft.View.Wanted is { } spec
                    && draft.Now - node.Since > spec.CreateTimeout =>
                $"The machine did not come up within {NodeEvents.Text(spec.CreateTimeout)}.",
            _ => null,
        };

    private static (NodeState State, NodeHealth Health, ClusterEvent? Told) Dead(SlotDraft slot, Node node, string why)
    {
        var health = node.Health with { Status = HealthStatus.Unhealthy, Reason = why, ByProvider = true };
        var told = IsDead(node) ? null : NodeEvents.Of(EventKind.NodeUnhealthy, slot.Group, node, "ProviderState", why);
        return (NodeState.Unhealthy, health, told);
    }

    /// <summary>A node that is unhealthy on its provider's word, whatever its checks say.</summary>
    public static bool IsDead(Node node) => node is { State: NodeState.Unhealthy, Health.ByProvider: true };

    /// <summary>
    /// A machine that was there is not listed: gone at once where listings are exact and show others, else only when the doubt is over.
    /// </summary>
    private static void Absent(GroupDraft draft, SlotDraft slot, Node node)
    {
        var source = draft.SourceOf(node);
        if (!source.IsListed)
        {
            return;
        }

        var (since, doubt) = (node.MissingSince ?? draft.Now, draft.Doubt(source));
        if (draft.Now - since < doubt)
        {
            draft.WaitUntil(since + doubt);
            if (node.MissingSince is null)
            {
                slot.Set(node, node with { MissingSince = since });
            }

            return;
        }

        slot.Remove(
            node,
            NodeEvents.Of(
                EventKind.NodeMissing,
                slot.Group,
                node,
                "NotListed",
                $"Machine {node.InstanceId} is no longer listed by its provider.",
                ("missingSince", NodeEvents.Text(since)),
                ("listDelay", NodeEvents.Text(source.ListDelay)),
                ("createdAt", NodeEvents.Text(node.CreatedAt))
            )
        );
        slot.Lineage = Replacements.After(slot.Lineage, ReplaceReason.Missing, node, draft);
    }

    private static void Leaving(GroupDraft draft, SlotDraft slot, Node node, ObservedInstance? seen)
    {
        var source = draft.SourceOf(node);
        if (seen is not null)
        {
            AskAgain(draft, slot, node, seen);
        }
        else if (source.IsListed)
        {
            GoneOrWait(draft, slot, node, source);
        }
    }

    private static void AskAgain(GroupDraft draft, SlotDraft slot, Node node, ObservedInstance seen)
    {
        var next = (node.RemovalAskedAt ?? DateTimeOffset.MinValue) + draft.View.Limits.AskAgainAfter;
        if (node.RemovalAskedAt is not null && draft.Now < next)
        {
            draft.WaitUntil(next);
            return;
        }

        var after = node with { InstanceId = seen.Instance.Id, RemovalAskedAt = draft.Now, MissingSince = null };
        slot.Set(node, after);
        draft.Acts.Add(
            new Act.Destroy(slot.Key, seen.Instance.Id, seen.Generation, node.Reason ?? "The node is being removed.")
        );
    }

    private static void GoneOrWait(GroupDraft draft, SlotDraft slot, Node node, SourceFacts source)
    {
        var since = node.MissingSince ?? draft.Now;

        // A creation that was never answered may still be under way at the provider; and a listing may lag, or be empty for a moment.
        var unanswered = node.InstanceId is null && node.AskedAt is { } asked ? asked + source.CallTimeout : since;
        var sure = (since > unanswered ? since : unanswered) + draft.Doubt(source);
        if (draft.Now < sure)
        {
            draft.WaitUntil(sure);
            if (node.MissingSince is null)
            {
                slot.Set(node, node with { MissingSince = since });
            }

            return;
        }

        slot.Remove(
            node,
            NodeEvents.Of(
                EventKind.NodeGone,
                slot.Group,
                node,
                "NotListed",
                node.InstanceId is null
                    ? "The node is gone; no machine of it was ever seen."
                    : $"Machine {node.InstanceId} is gone.",
                ("deletingSince", NodeEvents.Text(node.Since)),
                ("deletedFor", node.Reason)
            )
        );
    }
}
