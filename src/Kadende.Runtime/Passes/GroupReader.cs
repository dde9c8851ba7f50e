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
    HealthProber prober,
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
        var wanted = round.Wanted(path);
        var looks = await prober.LookAsync(
            new HealthQuestion(
                round.Cluster.Id,
                path,
                wanted,
                [.. slots.Select(slot => slot.Value)],
                instances,
                sources
            ),
            cancellationToken
        );
        var status = round.Status(path);
        var now = clock.Now;
        var size = wanted is null ? null : GroupSizes.At(wanted, now);
        return new GroupLook
        {
            Round = round,
            Sources = sources,
            Slots = ByKey(slots),
            Status = status,
            Size = size,
            View = new GroupView
            {
                Path = path,
                Wanted = size is null ? null : GroupSizes.Sized(wanted!, size),
                Hold = hold,
                Generation = round.Cluster.Generation,
                Slots = [.. slots.Select(slot => slot.Value)],
                Status = status?.Value,
                Sources = sources.ToDictionary(source => source.Generation, source => source.Facts),
                Instances = instances,
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
