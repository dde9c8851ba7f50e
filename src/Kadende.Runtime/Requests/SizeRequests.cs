using System.Globalization;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests;

/// <summary>Sets the size of a group by hand, beside the text of the spec. The next spec that is put ends it, if nothing did before.</summary>
public sealed class SizeRequests(ClusterFinder finder, ClusterWriter writer, ClusterSight sight, TimeProvider time)
{
    public const int MaxSize = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public async Task<WriteOutcome> SetAsync(
        RequestScope scope,
        GroupSize wish,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var hand = new HandSize(wish.Size, now, wish.Lasting.EndAt(now));
        if (FaultOf(hand) is { } fault)
        {
            return fault;
        }

        for (var attempt = 0; attempt < ClusterWriter.Attempts; attempt++)
        {
            var rows = await finder.FindRowsAsync(scope.Team, wish.Cluster, cancellationToken);
            if (rows is null)
            {
                return new WriteOutcome.NotFound(ClusterFinder.NotFoundMessage(scope.Team, wish.Cluster));
            }

            var outcome = await SetAsync(scope, rows, wish, hand, condition, cancellationToken);
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
        HandSize hand,
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
        var size = GroupSizes.At(group, hand.SetAt);
        var stored = IsAlready(group, size, hand)
            ? current
            : await writer.ChangeAsync(
                scope,
                rows.Head,
                With(current.Source, group.Path, hand),
                SizeEvent(scope, current, group, size.Size, hand),
                cancellationToken
            );
        return stored is null
            ? null
            : new WriteOutcome.Done(sight.Of(stored, [.. rows.Groups.Select(row => row.Value)], withSpec: true));
    }

    /// <summary>The source with a size that was set by hand.</summary>
    internal static SpecSource With(SpecSource source, GroupPath group, HandSize hand) =>
        source with
        {
            Sizes = new Dictionary<GroupPath, HandSize>(source.Sizes) { [group] = hand },
        };

    /// <summary>The group has the size, and an end that was given to it is not to be changed.</summary>
    private static bool IsAlready(GroupSpec group, EffectiveSize size, HandSize hand) =>
        size.Size == hand.Size
        && (size.Origin == SizeOrigin.Hand ? group.Hand!.Until == hand.Until : hand.Until is null);

    private static WriteOutcome.Faulty? FaultOf(HandSize hand)
    {
        if (hand.Size is < 0 or > MaxSize)
        {
            return Fault(
                "size",
                string.Create(CultureInfo.InvariantCulture, $"size is {hand.Size}; it must be 0 to {MaxSize}.")
            );
        }

        return hand.Until <= hand.SetAt
                ? Fault("until", $"until is {hand.Until:u}, which is over; it must be in the future.")
            : hand.Until > hand.SetAt + Longest
                ? Fault("until", $"until is {hand.Until:u}; it can be at most 366 days from now.")
            : null;
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

        return group switch
        {
            { HasLogicalIds: true } => Fault(
                "size",
                $"Group '{wish.Group}' has logicalIds instead of a size; change the ids in the spec and put it."
            ),
            { Scaling: { } bounds } when wish.Size < bounds.Min || wish.Size > bounds.Max => Fault(
                "size",
                $"size is {wish.Size}; scaling in the spec of group '{wish.Group}' allows {bounds.Min} to {bounds.Max}. Change the size, or "
                    + "the bounds in the spec."
            ),
            _ => null,
        };
    }

    private static WriteOutcome.Faulty Fault(string path, string message) => new([new Fault(path, 0, 0, message)]);

    private static ClusterEvent SizeEvent(RequestScope scope, Cluster before, GroupSpec group, int from, HandSize hand)
    {
        var until = hand.Until is { } end ? $", until {end:u}" : "";
        var evidence = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["from"] = from.ToString(CultureInfo.InvariantCulture),
            ["to"] = hand.Size.ToString(CultureInfo.InvariantCulture),
            ["generation"] = (before.Generation + 1).ToString(CultureInfo.InvariantCulture),
        };
        if (hand.Until is { } last)
        {
            evidence["until"] = last.ToString("O", CultureInfo.InvariantCulture);
        }

        return new ClusterEvent
        {
            Kind = EventKind.GroupChanged,
            Group = group.Path,
            Reason = "SizeSet",
            Message = $"{scope.Actor} set the size of {group.Path} from {from} to {hand.Size}{until}.",
            Actor = scope.Actor,
            Evidence = evidence,
        };
    }
}
