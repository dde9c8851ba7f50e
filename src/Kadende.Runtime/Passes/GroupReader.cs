using System.Collections.Concurrent;
using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Passes;

/// <summary>Reads all that a decision about a group rests on: its rows, its machines, and what its checks say.</summary>
public sealed class GroupReader(
    IClusterStore store,
    SourceFinder finder,
    InstanceLister lister,
    HealthLooks health,
    PassClock clock
)
{
    internal async Task<GroupLook> ReadAsync(Round round, GroupPath path, CancellationToken cancellationToken)
    {
        var slots = await store.LoadSlotsAsync(round.Cluster.Id, path, cancellationToken);
        var found = await finder.FindAsync(round, path, slots.Select(slot => slot.Value), cancellationToken);
        var hold = round.Cluster.HoldOf(path);

        // What a person took out of management is not looked at either.
        var (instances, sources) =
            hold?.Kind == GroupHoldKind.Freed
                ? ([], found)
                : await lister.ListAsync(round.Cluster.Id, path, found, cancellationToken);
        var question = new HealthQuestion(
            round.Cluster.Id,
            path,
            round.Wanted(path),
            [.. slots.Select(slot => slot.Value)],
            instances,
            sources
        );
        var looks = await health.LookAsync(round, question, cancellationToken);
        return LookOf(round, question, slots, looks);
    }

    private GroupLook LookOf(
        Round round,
        HealthQuestion question,
        IReadOnlyList<Stored<Slot>> slots,
        IReadOnlyDictionary<string, HealthLook> looks
    )
    {
        var status = round.Status(question.Path);
        var now = clock.Now;
        var size = question.Wanted is null ? null : GroupSizes.At(question.Wanted, now);
        return new GroupLook
        {
            Round = round,
            Sources = question.Sources,
            Slots = ByKey(slots),
            Status = status,
            Size = size,
            View = new GroupView
            {
                Path = question.Path,
                Wanted = size is null ? null : GroupSizes.Sized(question.Wanted!, size),
                Hold = round.Cluster.HoldOf(question.Path),
                Generation = round.Cluster.Generation,
                Slots = question.Slots,
                Status = status?.Value,
                Sources = question.Sources.ToDictionary(source => source.Key, source => source.Facts),
                Instances = question.Instances,
                Looks = looks,
                Limits = clock.Limits,
                Nonce = clock.NextNonce(),
                Now = now,
            },
        };
    }

    private static ConcurrentDictionary<string, Stored<Slot>> ByKey(IEnumerable<Stored<Slot>> slots) =>
        new(slots.Select(slot => KeyValuePair.Create(slot.Value.Key, slot)), StringComparer.Ordinal);
}
