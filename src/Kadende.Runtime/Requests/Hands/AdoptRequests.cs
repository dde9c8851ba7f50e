using System.Security.Cryptography;
using Kadende.Core.Clusters;
using Kadende.Core.Hands;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests.Hands;

/// <summary>Makes a node of an existing machine.</summary>
public sealed class AdoptRequests(ClusterFinder finder, NodeSearch search, AdoptWriter writer, TimeProvider time)
{
    public async Task<HandOutcome<NodeView>> AdoptAsync(
        RequestScope scope,
        HandCall call,
        string group,
        AdoptAsk ask,
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

            if (!call.Condition.Allows(found.Value.Generation))
            {
                return new HandOutcome<NodeView>.Stale(found.Value.Generation);
            }

            var (outcome, resized) = await AdoptAsync(scope, call, found, group, ask, cancellationToken);
            if (outcome is not null)
            {
                return outcome;
            }

            // What moved the generation was this request itself.
            call = resized ? call with { Condition = WriteCondition.None } : call;
        }

        return new HandOutcome<NodeView>.Contended();
    }

    /// <returns>No outcome: a race was lost.</returns>
    private async Task<(HandOutcome<NodeView>? Outcome, bool Resized)> AdoptAsync(
        RequestScope scope,
        HandCall call,
        Stored<Cluster> found,
        string group,
        AdoptAsk ask,
        CancellationToken cancellationToken
    )
    {
        var cluster = found.Value;
        var (spec, refusal) = Find(cluster, group);
        if (spec is null)
        {
            return (refusal, false);
        }

        var now = time.GetUtcNow();
        var slots = await search.AllAsync(cluster.Id, cancellationToken);
        var decision = Adoptions.Decide(
            GroupSizes.Sized(spec, now),
            [.. slots.Select(slot => slot.Value)],
            ask,
            // Like the ids that a look makes, which end in a number.
            $"{RandomNumberGenerator.GetHexString(12, lowercase: true)}-a",
            cluster.Generation,
            call.By(scope, now)
        );
        if (decision is not HandDecision<Adoption>.Changed(var adoption, var message))
        {
            return (Refused(decision), false);
        }

        var tag = slots.FirstOrDefault(slot => ReferenceEquals(slot.Value, adoption.Change.Before))?.ETag;
        var written = await writer.WriteAsync(scope, found, spec.Path, adoption, tag, cancellationToken);
        var after = adoption.Change.After!;
        return (
            written.Slot
                ? new HandOutcome<NodeView>.Accepted(message, NodeView.WithLineage(after, after.Nodes[^1]))
                : null,
            written.Size
        );
    }

    private static HandOutcome<NodeView> Refused(HandDecision<Adoption> decision) =>
        decision switch
        {
            HandDecision<Adoption>.Refused refused => new HandOutcome<NodeView>.Conflict(refused.Message),
            HandDecision<Adoption>.Same same => new HandOutcome<NodeView>.Conflict(same.Message),
            HandDecision<Adoption>.Wrong wrong => new HandOutcome<NodeView>.Faulty([wrong.Fault]),
            _ => throw new InvalidOperationException("What is asked is decided in one of four ways."),
        };

    private static (GroupSpec? Group, HandOutcome<NodeView>? Refusal) Find(Cluster cluster, string group)
    {
        if (cluster.DeletingSince is not null)
        {
            return (null, new HandOutcome<NodeView>.Conflict(PlanRequests.BeingDeletedMessage(cluster)));
        }

        if (SpecReader.Read(cluster.Source) is not SpecResult.Good { Spec: var spec })
        {
            return (
                null,
                new HandOutcome<NodeView>.Conflict(
                    "The stored spec has faults by the rules of this version; put a corrected spec first."
                )
            );
        }

        var found = spec.Groups.FirstOrDefault(one => one.Path.Value == group);
        return found is null
                ? (
                    null,
                    new HandOutcome<NodeView>.NotFound(
                        ClusterReading.NoGroupMessage(cluster, spec.Groups.Select(one => one.Path.Value), group)
                    )
                )
            : cluster.HoldOf(found.Path) is { Kind: GroupHoldKind.Freed } freed
                ? (
                    null,
                    new HandOutcome<NodeView>.Conflict(
                        $"Group {group} was freed by {freed.Actor} and is not looked at; manage it first."
                    )
                )
            : (found, null);
    }
}
