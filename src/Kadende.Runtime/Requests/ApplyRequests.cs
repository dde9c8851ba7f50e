using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests;

/// <summary>Creates or changes a cluster from the text of a spec.</summary>
public sealed class ApplyRequests(
    ClusterFinder finder,
    SpecCheck check,
    PlanRequests plans,
    ClusterWriter writer,
    ClusterSight sight
)
{
    /// <summary>Creates a cluster.</summary>
    public async Task<WriteOutcome> CreateAsync(
        RequestScope scope,
        string text,
        string? planHash,
        CancellationToken cancellationToken
    )
    {
        var read = await check.CheckAsync(scope, text, cancellationToken);
        return read is CheckedSpec.Good good
            ? await CreateAsync(scope, good, planHash, cancellationToken) ?? NameTaken(scope, good.Spec)
            : Faulty(read);
    }

    /// <summary>Changes the cluster of this name or id, or creates it when there is none.</summary>
    public async Task<WriteOutcome> PutAsync(
        RequestScope scope,
        string idOrName,
        string text,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        var read = await check.CheckAsync(scope, text, cancellationToken);
        if (read is not CheckedSpec.Good good)
        {
            return Faulty(read);
        }

        for (var attempt = 0; attempt < ClusterWriter.Attempts; attempt++)
        {
            var rows = await finder.FindRowsAsync(scope.Team, idOrName, cancellationToken);
            var outcome = rows is null
                ? await CreateAtAsync(scope, idOrName, good, condition, cancellationToken)
                : await ChangeAsync(scope, rows, good, condition, cancellationToken);
            if (outcome is not null)
            {
                return outcome;
            }
        }

        return new WriteOutcome.Contended();
    }

    private async Task<WriteOutcome?> CreateAtAsync(
        RequestScope scope,
        string idOrName,
        CheckedSpec.Good wanted,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        if (!condition.Allows(generation: null))
        {
            return new WriteOutcome.Stale(Generation: null);
        }

        return PlanRequests.IsMeant(wanted.Spec, idOrName)
            ? await CreateAsync(scope, wanted, condition.PlanHash, cancellationToken)
            : new WriteOutcome.NotFound(PlanRequests.NotMeantMessage(scope.Team, idOrName));
    }

    /// <returns>Null: the name is taken.</returns>
    private async Task<WriteOutcome?> CreateAsync(
        RequestScope scope,
        CheckedSpec.Good wanted,
        string? planHash,
        CancellationToken cancellationToken
    )
    {
        if (await plans.DifferenceAsync(null, wanted.Spec, planHash, cancellationToken) is { } differs)
        {
            return differs;
        }

        return await writer.CreateAsync(scope, check.SourceOf(wanted, null), wanted.Spec, cancellationToken) switch
        {
            CreateOutcome.Created created => new WriteOutcome.Created(
                sight.Of(created.Cluster.Value, [], withSpec: true) with
                {
                    Warnings = wanted.Warnings,
                }
            ),
            CreateOutcome.IdTaken => new WriteOutcome.Conflict(
                $"The id '{wanted.Spec.Id}' cannot be used. Leave id out of the spec, and one is made."
            ),
            CreateOutcome.NameTaken => null,
            _ => throw new InvalidOperationException("A creation ends in one of three ways."),
        };
    }

    /// <returns>Null: a race was lost.</returns>
    private async Task<WriteOutcome?> ChangeAsync(
        RequestScope scope,
        ClusterRows rows,
        CheckedSpec.Good wanted,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        var current = rows.Head.Value;
        if (Refusal(current, wanted.Spec, condition) is { } refusal)
        {
            return refusal;
        }

        if (await plans.DifferenceAsync(current, wanted.Spec, condition.PlanHash, cancellationToken) is { } differs)
        {
            return differs;
        }

        // Sizes that were set by hand end with the next spec that is put, also when its text is the same.
        var same = current.Source.Text == wanted.Source.Text && current.Source.Sizes.Count == 0;
        var stored = same
            ? current
            : await writer.ChangeAsync(
                scope,
                rows.Head,
                check.SourceOf(wanted, current.Source),
                ChangedEvent(scope, current, wanted.Spec),
                cancellationToken
            );
        return stored is null
            ? null
            : new WriteOutcome.Done(
                sight.Of(stored, [.. rows.Groups.Select(row => row.Value)], withSpec: true) with
                {
                    Warnings = wanted.Warnings,
                }
            );
    }

    private static WriteOutcome? Refusal(Cluster current, ClusterSpec wanted, WriteCondition condition)
    {
        if (!condition.Allows(current.Generation))
        {
            return new WriteOutcome.Stale(current.Generation);
        }

        if (current.DeletingSince is not null)
        {
            return BeingDeleted(current);
        }

        var faults = SpecCheck.IdentityFaults(current, wanted);
        return faults.Count == 0 ? null : new WriteOutcome.Faulty(faults);
    }

    internal static WriteOutcome.Conflict BeingDeleted(Cluster cluster) =>
        new(PlanRequests.BeingDeletedMessage(cluster));

    private static WriteOutcome.Conflict NameTaken(RequestScope scope, ClusterSpec spec) =>
        new(
            $"Team '{scope.Team}' already has a cluster named '{spec.Name}'. Choose another name, or change that one with PUT."
        );

    private static WriteOutcome.Faulty Faulty(CheckedSpec read) => new(((CheckedSpec.Faulty)read).Faults);

    private static ClusterEvent ChangedEvent(RequestScope scope, Cluster before, ClusterSpec wanted) =>
        new()
        {
            Kind = EventKind.ClusterChanged,
            Reason = "SpecChanged",
            Message =
                $"{scope.Actor} changed the spec to version {wanted.Version}, generation {before.Generation + 1}.",
            Actor = scope.Actor,
            Evidence = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["generation"] = $"{before.Generation + 1}",
                ["version"] = wanted.Version,
            },
        };
}
