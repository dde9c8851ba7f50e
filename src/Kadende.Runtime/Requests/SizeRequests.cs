using System.Globalization;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests;

/// <summary>Sets the size of a group by hand, beside the text of the spec. The next spec that is put ends it.</summary>
public sealed class SizeRequests(ClusterFinder finder, ClusterWriter writer)
{
    public const int MaxSize = 10_000;

    public async Task<WriteOutcome> SetAsync(
        RequestScope scope,
        GroupSize wish,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        if (wish.Size is < 0 or > MaxSize)
        {
            return Fault(
                "size",
                string.Create(CultureInfo.InvariantCulture, $"size is {wish.Size}; it must be 0 to {MaxSize}.")
            );
        }

        for (var attempt = 0; attempt < ClusterWriter.Attempts; attempt++)
        {
            var rows = await finder.FindRowsAsync(scope.Team, wish.Cluster, cancellationToken);
            if (rows is null)
            {
                return new WriteOutcome.NotFound(ClusterFinder.NotFoundMessage(scope.Team, wish.Cluster));
            }

            var outcome = await SetAsync(scope, rows, wish, condition, cancellationToken);
            if (outcome is not null)
            {
                return outcome;
            }
        }

        return new WriteOutcome.Contended();
    }

    /// <returns>Null: a race was lost.</returns>
    private async Task<WriteOutcome?> SetAsync(
        RequestScope scope,
        ClusterRows rows,
        GroupSize wish,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        var current = rows.Head.Value;
        var read = SpecReader.Read(current.Source);
        if (Refusal(current, read, wish, condition) is { } refusal)
        {
            return refusal;
        }

        var group = ((SpecResult.Good)read).Spec.Groups.Single(one => one.Path.Value == wish.Group);
        var stored =
            group.Slots.Count == wish.Size
                ? current
                : await writer.ChangeAsync(
                    rows.Head,
                    current.Source with
                    {
                        Sizes = new Dictionary<GroupPath, int>(current.Source.Sizes) { [group.Path] = wish.Size },
                    },
                    SizeEvent(scope, current, group, wish.Size),
                    cancellationToken
                );
        return stored is null
            ? null
            : new WriteOutcome.Done(ClusterSight.Of(stored, [.. rows.Groups.Select(row => row.Value)], withSpec: true));
    }

    private static WriteOutcome? Refusal(Cluster current, SpecResult read, GroupSize wish, WriteCondition condition)
    {
        if (!condition.Allows(current.Generation))
        {
            return new WriteOutcome.Stale(current.Generation);
        }

        if (current.DeletingSince is not null)
        {
            return ApplyRequests.BeingDeleted(current);
        }

        if (read is not SpecResult.Good { Spec: var spec })
        {
            return new WriteOutcome.Conflict(
                "The stored spec has faults by the rules of this version; put a corrected spec instead of setting a size."
            );
        }

        var group = spec.Groups.SingleOrDefault(one => one.Path.Value == wish.Group);
        if (group is null)
        {
            return new WriteOutcome.NotFound(
                ClusterReading.NoGroupMessage(current, spec.Groups.Select(one => one.Path.Value), wish.Group)
            );
        }

        return group.HasLogicalIds
            ? Fault(
                "size",
                $"Group '{wish.Group}' has logicalIds instead of a size; change the ids in the spec and put it."
            )
            : null;
    }

    private static WriteOutcome.Faulty Fault(string path, string message) => new([new Fault(path, 0, 0, message)]);

    private static ClusterEvent SizeEvent(RequestScope scope, Cluster before, GroupSpec group, int size) =>
        new()
        {
            Kind = EventKind.GroupChanged,
            Group = group.Path,
            Reason = "SizeSet",
            Message = $"{scope.Actor} set the size of {group.Path} from {group.Slots.Count} to {size}.",
            Actor = scope.Actor,
            Evidence = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["from"] = group.Slots.Count.ToString(CultureInfo.InvariantCulture),
                ["to"] = size.ToString(CultureInfo.InvariantCulture),
                ["generation"] = (before.Generation + 1).ToString(CultureInfo.InvariantCulture),
            },
        };
}
