using System.Globalization;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests.Hands;

/// <summary>Lets groups use the newest plugins that are installed and that their spec allows, instead of those that they were given.</summary>
public sealed class UpgradeRequests(ClusterFinder finder, SpecPins pins, ClusterWriter writer, ClusterSight sight)
{
    /// <param name="group">The group's path; null: all groups of the cluster.</param>
    public Task<HandOutcome<ClusterView>> UpgradeAsync(
        RequestScope scope,
        HandCall call,
        string? group,
        CancellationToken cancellationToken
    ) =>
        finder.TryAsync(
            scope,
            call,
            rows => UpgradeAsync(scope, call, rows, group, cancellationToken),
            cancellationToken
        );

    /// <returns>Null: a race was lost.</returns>
    private async Task<HandOutcome<ClusterView>?> UpgradeAsync(
        RequestScope scope,
        HandCall call,
        ClusterRows rows,
        string? group,
        CancellationToken cancellationToken
    )
    {
        var current = rows.Head.Value;
        var read = SpecReader.Read(current.Source);
        if (Refusal(current, read, group) is { } refusal)
        {
            return refusal;
        }

        var all = ((SpecResult.Good)read).Spec.Groups;
        var source = Upgraded(current.Source, [.. all.Where(one => group is null || one.Path.Value == group)]);
        var differences = SpecPins.Differences(current.Source, source);
        if (differences.Count == 0)
        {
            return new HandOutcome<ClusterView>.Accepted(
                "Nothing changes: no newer version that the spec allows is installed.",
                View(rows, current)
            );
        }

        var told = Told(scope, call, current, differences);
        return await writer.ChangeAsync(scope, rows.Head, source, told, cancellationToken) is { } stored
            ? new HandOutcome<ClusterView>.Accepted(
                $"Generation {stored.Generation} uses {string.Join(", ", differences)}.",
                View(rows, stored)
            )
            : null;
    }

    private SpecSource Upgraded(SpecSource source, IReadOnlyList<GroupSpec> groups)
    {
        var chosen = pins.Choose(source, groups, before: null).Pins;
        return source with
        {
            Pins = source.Pins.Where(pin => !chosen.ContainsKey(pin.Key)).Concat(chosen).ToDictionary(),
        };
    }

    private static HandOutcome<ClusterView>? Refusal(Cluster current, SpecResult read, string? group)
    {
        if (current.DeletingSince is not null)
        {
            return new HandOutcome<ClusterView>.Conflict(PlanRequests.BeingDeletedMessage(current));
        }

        if (read is not SpecResult.Good { Spec: var spec })
        {
            return new HandOutcome<ClusterView>.Conflict(
                "The stored spec has faults by the rules of this version; put a corrected spec first."
            );
        }

        var paths = spec.Groups.Select(one => one.Path.Value).ToList();
        return group is null || paths.Contains(group, StringComparer.Ordinal)
            ? null
            : new HandOutcome<ClusterView>.NotFound(ClusterReading.NoGroupMessage(current, paths, group));
    }

    private ClusterView View(ClusterRows rows, Cluster cluster) =>
        sight.Of(cluster, [.. rows.Groups.Select(row => row.Value)], withSpec: true);

    private static ClusterEvent Told(
        RequestScope scope,
        HandCall call,
        Cluster before,
        IReadOnlyList<string> differences
    ) =>
        new()
        {
            Kind = EventKind.ClusterChanged,
            Reason = "PluginsUpgraded",
            Message =
                $"{scope.Actor} upgraded plugins, as generation {before.Generation + 1}: {string.Join(", ", differences)}"
                + (call.Reason is { } reason ? $". {reason.TrimEnd('.')}." : "."),
            Actor = scope.Actor,
            Evidence = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["generation"] = (before.Generation + 1).ToString(CultureInfo.InvariantCulture),
                ["versions"] = string.Join(", ", differences),
            },
        };
}
