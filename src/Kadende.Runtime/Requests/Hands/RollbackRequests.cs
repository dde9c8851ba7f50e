using System.Globalization;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests.Hands;

/// <summary>Makes an earlier generation the newest one.</summary>
public sealed class RollbackRequests(
    ClusterFinder finder,
    IClusterStore store,
    SpecCheck check,
    ClusterWriter writer,
    ClusterSight sight
)
{
    /// <param name="generation">Null: the one before the present.</param>
    public Task<HandOutcome<ClusterView>> RollBackAsync(
        RequestScope scope,
        HandCall call,
        long? generation,
        CancellationToken cancellationToken
    ) =>
        finder.TryAsync(
            scope,
            call,
            rows => RollBackAsync(scope, call, rows, generation, cancellationToken),
            cancellationToken
        );

    /// <returns>Null: a race was lost.</returns>
    private async Task<HandOutcome<ClusterView>?> RollBackAsync(
        RequestScope scope,
        HandCall call,
        ClusterRows rows,
        long? generation,
        CancellationToken cancellationToken
    )
    {
        var current = rows.Head.Value;
        if (current.DeletingSince is not null)
        {
            return new HandOutcome<ClusterView>.Conflict(PlanRequests.BeingDeletedMessage(current));
        }

        var wanted = generation ?? current.Generation - 1;
        if (await store.ReadGenerationAsync(current.Id, wanted, cancellationToken) is not { } earlier)
        {
            return new HandOutcome<ClusterView>.Conflict(await NotKeptAsync(current, wanted, cancellationToken));
        }

        // The rules and the plugins may have changed since.
        if (await check.CheckAsync(scope, earlier.Text, cancellationToken) is CheckedSpec.Faulty faulty)
        {
            return new HandOutcome<ClusterView>.Faulty(faulty.Faults);
        }

        if (IsSame(current.Source, earlier))
        {
            return new HandOutcome<ClusterView>.Accepted(
                $"Generation {wanted} says what generation {current.Generation} says; nothing changes.",
                View(rows, current)
            );
        }

        var told = Told(scope, call, current, wanted);
        return await writer.ChangeAsync(scope, rows.Head, earlier, told, cancellationToken) is { } stored
            ? new HandOutcome<ClusterView>.Accepted(
                $"Generation {stored.Generation} says what generation {wanted} said; the cluster is brought to it.",
                View(rows, stored)
            )
            : null;
    }

    private async Task<string> NotKeptAsync(Cluster current, long wanted, CancellationToken cancellationToken)
    {
        var kept = await store.ListGenerationsAsync(current.Id, cancellationToken);
        return current.Generation == 1
            ? $"Cluster '{current.Name}' is at its first generation; there is none before it."
            : $"Generation {wanted} of cluster '{current.Name}' is not kept. Kept are: "
                + $"{string.Join(", ", kept.Select(one => one.ToString(CultureInfo.InvariantCulture)))}.";
    }

    private static bool IsSame(SpecSource left, SpecSource right) =>
        left.Text == right.Text
        && SpecPins.Differences(left, right).Count == 0
        && left.Sizes.Count == right.Sizes.Count
        && left.Sizes.All(size => right.Sizes.TryGetValue(size.Key, out var other) && other == size.Value);

    private ClusterView View(ClusterRows rows, Cluster cluster) =>
        sight.Of(cluster, [.. rows.Groups.Select(row => row.Value)], withSpec: true);

    private static ClusterEvent Told(RequestScope scope, HandCall call, Cluster before, long to) =>
        new()
        {
            Kind = EventKind.ClusterChanged,
            Reason = "RolledBack",
            Message =
                $"{scope.Actor} rolled the spec back to that of generation {to}, as generation {before.Generation + 1}"
                + (call.Reason is { } reason ? $": {reason.TrimEnd('.')}." : "."),
            Actor = scope.Actor,
            Evidence = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["generation"] = (before.Generation + 1).ToString(CultureInfo.InvariantCulture),
                ["to"] = to.ToString(CultureInfo.InvariantCulture),
            },
        };
}
