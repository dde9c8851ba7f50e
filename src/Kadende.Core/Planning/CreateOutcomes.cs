using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Planning;

/// <summary>What the answer to a creation makes of the slot that asked for it.</summary>
public static class CreateOutcomes
{
    /// <param name="spec">The configuration that the machine was asked for with.</param>
    /// <param name="source">The facts of that configuration.</param>
    public static SlotChange Apply(
        Slot slot,
        string nodeId,
        CreateResult result,
        GroupSpec spec,
        SourceFacts source,
        DateTimeOffset now
    )
    {
        var node = slot.Nodes.Single(node => string.Equals(node.Id, nodeId, StringComparison.Ordinal));
        var (after, told) = result switch
        {
            // It is up already, or on its way out: then the machine that came all the same is removed by its id.
            CreateResult.Created { Instance: var instance }
                when !NodeController.Allows(node.State, NodeTrigger.MachineFound) => (
                NodeFacts.Of(node, instance),
                null
            ),
            CreateResult.Failed when !NodeController.Allows(node.State, NodeTrigger.MachineFound) => (node, null),
            CreateResult.Created created => NodeSteps.Found(
                slot.Group,
                node,
                created.Instance,
                spec,
                source,
                wasFound: false,
                now
            ),
            CreateResult.Failed failed => Failed(slot.Group, node, failed.Failure, spec.Repair, source, now),
            _ => throw new InvalidOperationException("A result of a kind that does not exist."),
        };
        return new SlotChange(slot, slot.With(node, after), told is null ? [] : [told]);
    }

    private static (Node Node, ClusterEvent? Told) Failed(
        GroupPath group,
        Node node,
        ProviderException failure,
        RepairSpec repair,
        SourceFacts source,
        DateTimeOffset now
    )
    {
        var (problem, delay) = Reaction(node, failure, repair);
        var count = node.Problem == problem ? node.ProblemCount + 1 : 1;
        if (problem == NodeProblem.Unavailable)
        {
            // The machine may exist: the same try is made again, and the node is not told of as failed.
            var doubt = source.IdempotentCreate || node.AskedAt is not { } asked ? now : asked + source.LongestDoubt;
            return (Waiting(node, problem, count, failure, Later(now + delay(count), doubt)), null);
        }

        if (problem == NodeProblem.Refused && count >= repair.Retries)
        {
            var rests = Waiting(
                NodeController.Move(node, NodeTrigger.CreationGivenUp, now),
                problem,
                count,
                failure,
                null
            );
            return (
                rests,
                Told(EventKind.NodeFailed, group, rests, $"Given up after {count} tries: {failure.Message}")
            );
        }

        var next = Later(now + delay(count), node.DoubtUntil);
        var postponed = NodeController.Move(node, NodeTrigger.CreationPostponed, now);
        var waits = Waiting(postponed, problem, count, failure, next) with { Attempt = node.Attempt + 1 };
        if (source.HasOthers && problem is NodeProblem.NoCapacity or NodeProblem.Quota)
        {
            var elsewhere = waits with { NextTryAt = null, TurnedAway = Closed(node, next, now) };
            var where = $"{source.Plugin} is not asked again before {NodeEvents.Text(next)}";
            return (
                elsewhere,
                Told(EventKind.NodePending, group, elsewhere, $"Is made elsewhere; {where}: {failure.Message}")
            );
        }

        return (
            waits,
            Told(EventKind.NodePending, group, waits, $"Waits until {NodeEvents.Text(next)}: {failure.Message}")
        );
    }

    /// <summary>The configurations that still count as having no room.</summary>
    public static IReadOnlyDictionary<string, DateTimeOffset>? StillClosed(Node node, DateTimeOffset now) =>
        node.TurnedAway is { } all && all.Any(one => now < one.Value)
            ? all.Where(one => now < one.Value).ToDictionary(StringComparer.Ordinal)
            : null;

    private static Dictionary<string, DateTimeOffset> Closed(Node node, DateTimeOffset until, DateTimeOffset now) =>
        new(StillClosed(node, now) ?? NothingClosed, StringComparer.Ordinal) { [node.ConfigHash] = until };

    private static readonly Dictionary<string, DateTimeOffset> NothingClosed = new(StringComparer.Ordinal);

    private static (NodeProblem Problem, Func<int, TimeSpan> Delay) Reaction(
        Node node,
        ProviderException failure,
        RepairSpec repair
    )
    {
        TimeSpan Growing(int count) => Backoff.After(count, repair.BackoffFrom, repair.BackoffTo);
        return failure switch
        {
            ThrottledException throttled => (
                NodeProblem.Throttled,
                count => Longer(throttled.RetryAfter, Backoff.After(count, Soon, repair.BackoffTo))
            ),
            QuotaExceededException => (NodeProblem.Quota, Growing),
            NoCapacityException => (NodeProblem.NoCapacity, Growing),
            CredentialException => (NodeProblem.Credential, Growing),
            RequestRejectedException or InstanceGoneException => (NodeProblem.Refused, Growing),
            ProviderUnavailableException => (
                NodeProblem.Unavailable,
                count => Backoff.After(count, Soon, TimeSpan.FromMinutes(1))
            ),
            _ => throw new InvalidOperationException($"Node {node.Id} met a failure of a kind that does not exist."),
        };
    }

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static DateTimeOffset Later(DateTimeOffset time, DateTimeOffset? other) =>
        other is { } known && known > time ? known : time;

    private static Node Waiting(
        Node node,
        NodeProblem problem,
        int count,
        ProviderException failure,
        DateTimeOffset? next
    ) => node with { Problem = problem, ProblemCount = count, Reason = failure.Message, NextTryAt = next };

    private static ClusterEvent Told(EventKind kind, GroupPath group, Node node, string message) =>
        NodeEvents.Of(
            kind,
            group,
            node,
            node.Problem?.ToString() ?? "Failed",
            message,
            ("tries", NodeEvents.Text(node.ProblemCount))
        );
}
