using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
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
                        draft.SourceOf(node),
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
                    Presence.Absent(draft, slot, node);
                }

                break;
            case NodeState.Draining or NodeState.Quarantined:
                if (seen is null)
                {
                    Presence.Absent(draft, slot, node);
                }
                else if (NodeFacts.Of(node, seen.Instance) is var after && !ReferenceEquals(after, node))
                {
                    slot.Set(node, after);
                }

                break;
            case NodeState.Deleting:
                Presence.Leaving(draft, slot, node, seen);
                break;
            default:
                throw new InvalidOperationException($"Node {node.Id} is in no known state.");
        }
    }

    private static void Up(GroupDraft draft, SlotDraft slot, Node node, Instance instance)
    {
        var facts = Holds.Observe(draft, slot, NodeFacts.Of(node, instance));
        var (health, trigger, told) = Judge(draft, slot, facts, instance);
        var after = trigger is { } moved ? NodeController.Move(facts, moved, draft.Now) : facts;
        if (health != after.Health)
        {
            after = after with { Health = health, Reason = health.Reason };
        }

        if (trigger is NodeTrigger.Recovered or NodeTrigger.ReturnedToWork)
        {
            after = after with { Relapses = after.Relapses + 1 };
        }

        if (!ReferenceEquals(after, node))
        {
            slot.Set(node, after, told);
        }
    }

    private static (NodeHealth Health, NodeTrigger? Trigger, ClusterEvent? Told) Judge(
        GroupDraft draft,
        SlotDraft slot,
        Node node,
        Instance instance
    )
    {
        if (instance.State == InstanceState.Running && IsLate(draft, node) && draft.SourceOf(node).Provisions)
        {
            return NotConfigured(draft, slot, node);
        }

        if (ProviderVerdict(draft, node, instance) is { } dead)
        {
            var health = node.Health with
            {
                Status = HealthStatus.Unhealthy,
                Reason = dead,
                HealthySince = null,
                ByProvider = true,
            };
            var told = IsDead(node)
                ? null
                : NodeEvents.Of(EventKind.NodeUnhealthy, slot.Group, node, "ProviderState", dead);
            return (health, NodeTrigger.FellIll, told);
        }

        if (instance.State is not InstanceState.Running || node.Health.ByFlavour || node.IsOnStandbyAt(draft.Now))
        {
            return (node.Health, null, null);
        }

        return WasInProvisioning(draft, node) ? Resumed(slot, node) : JudgeUp(draft, slot, node);
    }

    private static (NodeHealth Health, NodeTrigger? Trigger, ClusterEvent? Told) Resumed(SlotDraft slot, Node node)
    {
        const string Message = "Its machine runs after all: its flavours go on to configure it.";
        var told = NodeEvents.Of(EventKind.NodeProvisioning, slot.Group, node, "Resumed", Message);
        return (NodeHealth.None, NodeTrigger.ReturnedToWork, told);
    }

    private static (NodeHealth Health, NodeTrigger? Trigger, ClusterEvent? Told) JudgeUp(
        GroupDraft draft,
        SlotDraft slot,
        Node node
    )
    {
        if (
            draft.View.Wanted is not { } spec
            || node.State == NodeState.Provisioning && draft.SourceOf(node).Provisions
        )
        {
            return (node.Health, null, null);
        }

        return Judge(draft, slot, node, spec);
    }

    private static (NodeHealth Health, NodeTrigger? Trigger, ClusterEvent? Told) Judge(
        GroupDraft draft,
        SlotDraft slot,
        Node node,
        GroupSpec spec
    )
    {
        var before = Before(node);
        var health = node.External is { } word
            ? HealthJudge.Judge(before, word, draft.Now)
            : HealthJudge.Judge(
                before,
                draft.View.Looks.GetValueOrDefault(node.Id),
                spec.Health,
                spec.Health.Checks.Count > 0 || draft.SourceOf(node).Judges,
                node.MadeAt,
                draft.Now
            );
        NodeTrigger? trigger = (node.State, health.Status) switch
        {
            (not NodeState.Unhealthy, HealthStatus.Unhealthy) => NodeTrigger.FellIll,
            (NodeState.Provisioning, _) => NodeTrigger.CameUp,
            (NodeState.Unhealthy, not HealthStatus.Unhealthy) => NodeTrigger.Recovered,
            _ => null,
        };
        return (health, trigger, HealthEvents.Tell(slot, node, trigger, health));
    }

    /// <summary>
    /// What was said of it before and still counts: not the provider's word against a machine that runs again, nor a person's word that is
    /// over or was taken back.
    /// </summary>
    private static NodeHealth Before(Node node) =>
        IsDead(node) ? NodeHealth.None
        : node is { External: null, Health: { Status: HealthStatus.Unhealthy, Check: HealthJudge.External } }
            ? NodeHealth.None with
            {
                SeenHealthy = node.Health.SeenHealthy,
            }
        : node.Health;

    /// <summary>Why the provider's own word makes a machine that should be up a dead one; null while it does not.</summary>
    private static string? ProviderVerdict(GroupDraft draft, Node node, Instance instance) =>
        instance.State switch
        {
            InstanceState.Stopped => "The provider says that the machine is stopped.",
            InstanceState.Failed => "The provider says that the machine is broken.",
            InstanceState.Terminating => "The machine is going down, and not on our word.",
            InstanceState.Starting or InstanceState.Unknown when IsLate(draft, node) =>
                $"The machine did not come up within {NodeEvents.Text(draft.Spec.CreateTimeout)}.",
            _ => null,
        };

    private static (NodeHealth Health, NodeTrigger? Trigger, ClusterEvent? Told) NotConfigured(
        GroupDraft draft,
        SlotDraft slot,
        Node node
    )
    {
        var why =
            $"The machine was not configured within {NodeEvents.Text(draft.Spec.CreateTimeout)}: {node.Doing ?? "no flavour answered"}.";
        var health = node.Health with
        {
            Status = HealthStatus.Unhealthy,
            Reason = why,
            Check = "flavour",
            ByFlavour = true,
        };
        var told = NodeEvents.Of(EventKind.NodeProvisioningFailed, slot.Group, node, "TimedOut", why);
        return (health, NodeTrigger.FellIll, told);
    }

    private static bool IsLate(GroupDraft draft, Node node) =>
        node.State == NodeState.Provisioning
        && draft.View.Wanted is { } spec
        && draft.Now - node.Since > spec.CreateTimeout;

    /// <summary>Its machine was dead before its flavours had all configured it, or before anyone said that it was well.</summary>
    private static bool WasInProvisioning(GroupDraft draft, Node node) =>
        IsDead(node) && !node.Health.SeenHealthy && draft.SourceOf(node).Provisions;

    /// <summary>A node that is unhealthy on its provider's word, whatever its checks say.</summary>
    public static bool IsDead(Node node) => node is { State: NodeState.Unhealthy, Health.ByProvider: true };
}
