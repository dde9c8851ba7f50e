using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Planning;

/// <summary>The steps of a node's life, each as a function of the node before.</summary>
internal static class NodeSteps
{
    /// <summary>A node for a slot, with its machine about to be asked for.</summary>
    public static Node Begin(string id, GroupSpec spec, long generation, DateTimeOffset now) =>
        new()
        {
            Id = id,
            State = NodeState.Creating,
            Since = now,
            CreatedAt = now,
            ConfigHash = spec.ConfigHash,
            Generation = generation,
            AskedAt = now,
        };

    /// <summary>The machine of a node is known to exist: from the answer to its creation, or because it was found.</summary>
    public static (Node Node, ClusterEvent Told) Found(
        GroupPath group,
        Node node,
        Instance instance,
        GroupSpec? spec,
        bool wasFound,
        DateTimeOffset now
    )
    {
        var running = instance.State == InstanceState.Running;
        var after = WithFacts(node, instance) with
        {
            State = running ? NodeState.Running : NodeState.Provisioning,
            Since = now,
            Reason = null,
            Problem = null,
            ProblemCount = 0,
            NextTryAt = null,
            // Without checks the provider's word is all there is, and it has been given.
            Health = running && spec is { Health.Checks.Count: 0 } ? NodeHealth.Up : NodeHealth.None,
        };
        var kind =
            wasFound ? EventKind.NodeAdopted
            : running ? EventKind.NodeRunning
            : EventKind.NodeProvisioning;
        var message =
            wasFound ? $"Machine {instance.Id} was found by its label and belongs to this node."
            : running ? $"Machine {instance.Id} is up."
            : $"Machine {instance.Id} exists and is on its way up.";
        return (
            after,
            NodeEvents.Of(
                kind,
                group,
                after,
                wasFound ? "FoundByLabel" : "Created",
                message,
                ("sinceAsked", node.AskedAt is { } asked ? NodeEvents.Text(now - asked) : null)
            )
        );
    }

    /// <summary>What the provider tells of a node's machine; the same node when nothing changed.</summary>
    public static Node WithFacts(Node node, Instance instance)
    {
        var same =
            string.Equals(node.InstanceId, instance.Id, StringComparison.Ordinal)
            && string.Equals(node.Address, instance.Address, StringComparison.Ordinal)
            && node.MissingSince is null
            && IsSame(node.Details, instance.Details)
            && HasSameLabels(node.Labels, instance.Labels);
        return same
            ? node
            : node with
            {
                InstanceId = instance.Id,
                Address = instance.Address,
                MissingSince = null,
                Details = instance.Details,
                Labels = instance
                    .Labels.Where(label => !IsOurs(label.Key))
                    .ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal),
            };
    }

    /// <summary>Decides that a node goes: at once when no machine can exist, else by way of its provider.</summary>
    public static void Doom(GroupDraft draft, SlotDraft slot, Node node, string reason, string message)
    {
        if (node.InstanceId is null && node.State is NodeState.Pending or NodeState.Failed)
        {
            slot.Remove(node, NodeEvents.Of(EventKind.NodeGone, slot.Group, node, reason, message));
            return;
        }

        var instance = node.InstanceId ?? draft.Match.Of(node)?.Instance.Id;
        var after = node with
        {
            State = NodeState.Deleting,
            Since = draft.Now,
            Reason = message,
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
                reason,
                message,
                ("before", node.State.ToString()),
                ("health", node.Health.Status.ToString()),
                ("healthReason", node.Health.Reason),
                ("providerState", draft.Match.Of(node)?.Instance.State.ToString()),
                ("configuration", node.ConfigHash),
                ("createdAt", NodeEvents.Text(node.CreatedAt))
            )
        );
        if (instance is not null)
        {
            draft.Acts.Add(new Act.Destroy(slot.Key, instance, node.Generation, message));
        }
    }

    private static bool IsOurs(string label) => label.StartsWith(LabelNames.Prefix, StringComparison.Ordinal);

    private static bool IsSame(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        return left.Count == right.Count && Contains(left, right);
    }

    private static bool HasSameLabels(
        IReadOnlyDictionary<string, string> users,
        IReadOnlyDictionary<string, string> all
    )
    {
        var own = 0;
        foreach (var (name, value) in all)
        {
            if (IsOurs(name))
            {
                continue;
            }

            own++;
            if (!users.TryGetValue(name, out var known) || !string.Equals(known, value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return own == users.Count;
    }

    private static bool Contains(IReadOnlyDictionary<string, string> all, IReadOnlyDictionary<string, string> some)
    {
        foreach (var (name, value) in some)
        {
            if (!all.TryGetValue(name, out var known) || !string.Equals(known, value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
