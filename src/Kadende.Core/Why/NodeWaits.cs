using System.Globalization;
using Kadende.Core.Hands;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;

namespace Kadende.Core.Why;

/// <summary>What a node waits for.</summary>
internal static class NodeWaits
{
    public static IReadOnlyList<Waiting> Of(Slot slot, Node node, Surroundings around)
    {
        Waiting?[] all =
        [
            GroupWaits.OfHold(around.Hold),
            OfHold(node, around.Now),
            OfMissing(node),
            OfState(slot, node, around),
            OfOutdated(node, around),
        ];
        var known = all.OfType<Waiting>().ToList();
        return known.Count > 0 ? known : [Waiting.Nothing];
    }

    private static Waiting? OfHold(Node node, DateTimeOffset now) =>
        node.Hold is { } hold && hold.HoldsAt(now)
            ? Waiting.Of(
                WaitKind.Hold,
                hold.Kind == HoldKind.Protected
                    ? $"{hold.Actor} protects it{GroupWaits.Because(hold.Reason)}: it is not replaced, updated or scaled in."
                    : $"{hold.Actor} lets it stand by{GroupWaits.Because(hold.Reason)}: it is not judged, and nobody takes its place.",
                hold.Until,
                ("hold", hold.Kind.ToString()),
                ("actor", hold.Actor),
                ("since", NodeEvents.Text(hold.Since)),
                ("reason", hold.Reason)
            )
            : null;

    private static Waiting? OfMissing(Node node) =>
        node.MissingSince is { } since
            ? Waiting.Of(
                WaitKind.Provider,
                $"The provider does not list its machine since {Lasting.Text(since)}; it counts as lost when that lasts.",
                null,
                ("missingSince", NodeEvents.Text(since))
            )
            : null;

    private static Waiting? OfState(Slot slot, Node node, Surroundings around) =>
        node.State switch
        {
            NodeState.Pending => OfPending(node),
            NodeState.Creating => OfCreating(node),
            NodeState.Provisioning => OfProvisioning(node, around.Spec),
            NodeState.Running => OfRunning(node, around),
            NodeState.Unhealthy => OfUnhealthy(slot, node, around),
            NodeState.Draining => Waiting.Of(
                WaitKind.Drain,
                $"It lets go of its work before it goes{(node.Doing is { } doing ? $": {doing}" : ".")}",
                node.DrainUntil
            ),
            NodeState.Quarantined => Waiting.Of(
                WaitKind.Hold,
                "It is kept for a look at it, and is removed when its time is over.",
                node.KeepUntil
            ),
            NodeState.Deleting => Waiting.Of(
                WaitKind.Provider,
                "The provider was asked to remove its machine; it goes when it is no longer listed.",
                null,
                ("askedAt", node.RemovalAskedAt is { } asked ? NodeEvents.Text(asked) : null)
            ),
            NodeState.Failed => Waiting.Of(
                WaitKind.Update,
                $"The provider refused its machine as often as the spec allows: {node.Reason ?? "no reason is known"} It is tried again when the "
                    + "spec changes, or when it is replaced by hand.",
                null,
                ("tries", Text(node.ProblemCount)),
                ("problem", node.Problem?.ToString())
            ),
            _ => throw new InvalidOperationException("There is no other state."),
        };

    private static Waiting OfPending(Node node) =>
        Waiting.Of(
            node.Problem switch
            {
                NodeProblem.Quota or NodeProblem.NoCapacity => WaitKind.Quota,
                NodeProblem.Unavailable or NodeProblem.Credential => WaitKind.Provider,
                _ => WaitKind.Backoff,
            },
            $"Its machine could not be made: {node.Reason ?? "no reason is known."} It is tried again"
                + (node.NextTryAt is { } at ? $" at {Lasting.Text(at)}." : " with the next look."),
            node.NextTryAt,
            ("problem", node.Problem?.ToString()),
            ("tries", Text(node.ProblemCount))
        );

    private static Waiting OfCreating(Node node) =>
        node.AdoptId is { } machine
            ? Waiting.Of(
                WaitKind.Provider,
                $"Machine {machine} is taken over when its provider has put our labels on it.{Reason(node)}",
                node.NextTryAt,
                ("adopts", machine)
            )
        : node.AskedAt is not { } asked
            ? Waiting.Of(
                WaitKind.Provider,
                "The provider is asked for its machine at the next look: it is slow, and the last look had no time left.",
                node.NextTryAt
            )
        : Waiting.Of(
            WaitKind.Provider,
            $"The provider was asked for its machine, and the answer is not known yet.{Reason(node)}",
            node.NextTryAt,
            ("askedAt", NodeEvents.Text(asked))
        );

    private static Waiting OfProvisioning(Node node, GroupSpec? spec)
    {
        var until = spec is null ? (DateTimeOffset?)null : node.Since + spec.CreateTimeout;
        var flavours = spec?.Flavours.Count ?? 0;
        return node.Doing is null && (flavours == 0 || node.FlavoursDone >= flavours)
            ? Waiting.Of(WaitKind.Provider, "Its machine exists and is on its way up.", until)
            : Waiting.Of(
                WaitKind.Flavour,
                $"{node.FlavoursDone} of {flavours} flavours are done{(node.Doing is { } doing ? $": {doing}" : ".")}",
                until,
                ("done", Text(node.FlavoursDone)),
                ("flavours", Text(flavours))
            );
    }

    private static Waiting? OfRunning(Node node, Surroundings around)
    {
        if (around.Spec is not { } spec || node.Hold is { Kind: HoldKind.Standby })
        {
            return null;
        }

        return node.Health switch
        {
            { Bad: > 0 } bad => Waiting.Of(
                WaitKind.Health,
                $"{bad.Bad} of {spec.Health.UnhealthyAfter} bad answers in a row were counted; then it is unhealthy. {bad.Reason}".TrimEnd(),
                null,
                ("bad", Text(bad.Bad)),
                ("unhealthyAfter", Text(spec.Health.UnhealthyAfter)),
                ("check", bad.Check)
            ),
            { Status: HealthStatus.Unknown } unknown => Waiting.Of(
                WaitKind.Health,
                $"Nothing can be said of its health yet. {unknown.Reason}".TrimEnd(),
                unknown.SeenHealthy || around.Now >= node.MadeAt + spec.Health.Grace
                    ? null
                    : node.MadeAt + spec.Health.Grace,
                ("good", Text(unknown.Good)),
                ("healthyAfter", Text(spec.Health.HealthyAfter))
            ),
            _ => null,
        };
    }

    private static Waiting OfUnhealthy(Slot slot, Node node, Surroundings around)
    {
        if (slot.Nodes.Count > 1 && ReferenceEquals(slot.Nodes[0], node))
        {
            var successor = slot.Nodes[^1];
            return Waiting.Of(
                WaitKind.Health,
                $"Node {successor.Id}, which takes its place, is {successor.State}; it goes when that one is healthy.",
                null,
                ("successor", successor.Id),
                ("successorState", successor.State.ToString())
            );
        }

        if (around.Spec is { Repair.Auto: false })
        {
            return Waiting.Of(WaitKind.Hold, "repair.auto is false: it is left alone until a person replaces it.");
        }

        // What its provider says of a machine is not doubted: it waits for no breaker.
        return around.Status?.Breaker is { IsOpen: true } && !NodeObserver.IsDead(node)
            ? GroupWaits.Of(around).First(waiting => waiting.Kind == WaitKind.Breaker)
            : GroupWaits.Find(around, "ProviderUnavailable")
                ?? GroupWaits.Find(around, "RepairBudget")
                ?? GroupWaits.Find(around, "RepairWaits")
                ?? Waiting.Of(WaitKind.Health, "It is replaced with the next look, if it is still unhealthy then.");
    }

    private static Waiting? OfOutdated(Node node, Surroundings around)
    {
        var isLive = node.State is NodeState.Provisioning or NodeState.Running or NodeState.Unhealthy;
        if (!isLive || around.Spec is not { } spec || spec.Makes(node.ConfigHash))
        {
            return null;
        }

        return spec.Update.Strategy == UpdateStrategy.OnDelete
            ? Waiting.Of(
                WaitKind.Update,
                "It has an older configuration, and stays until it goes for another reason: update.strategy is onDelete.",
                null,
                ("generation", node.Generation.ToString(CultureInfo.InvariantCulture))
            )
            : GroupWaits.Find(around, "UpdateStopped")
                ?? Waiting.Of(
                    WaitKind.Update,
                    $"It has the configuration of generation {node.Generation}, and is replaced when its turn comes.",
                    null,
                    ("generation", node.Generation.ToString(CultureInfo.InvariantCulture))
                );
    }

    private static string Reason(Node node) => node.Reason is { } reason ? $" {reason}" : "";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
