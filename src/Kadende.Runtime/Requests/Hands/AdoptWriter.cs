using System.Globalization;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Hands;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests.Hands;

/// <summary>Stores an adoption: the size that makes room for it, then its slot.</summary>
public sealed class AdoptWriter(IClusterStore store, ClusterWriter writer, TimeProvider time)
{
    /// <summary>
    /// The size is raised first: a group with a node too many would be brought to its size, and the adopted machine might be the one to go.
    /// </summary>
    /// <param name="tag">Of the slot as it was read; null when there was none.</param>
    internal async Task<Written> WriteAsync(
        RequestScope scope,
        Stored<Cluster> found,
        GroupPath group,
        Adoption adoption,
        string? tag,
        CancellationToken cancellationToken
    )
    {
        if (
            adoption.RaiseSizeTo is { } size
            && !await writer.ResizeAsync(
                scope,
                found,
                SizeRequests.With(found.Value.Source, group, new HandSize(size, time.GetUtcNow(), null)),
                SizeEvent(scope, group, size),
                cancellationToken
            )
        )
        {
            return new Written(Slot: false, Size: false);
        }

        var put = new RowChange.PutSlot(adoption.Change.After!, tag) { Events = adoption.Change.Events };
        var tags = await store.WriteAsync(found.Value.Id, [put], cancellationToken);
        await writer.LookAsync(found.Value.Id);
        return new Written(tags is [not null], adoption.RaiseSizeTo is not null);
    }

    /// <summary>What was stored of an adoption; what was not lost a race.</summary>
    internal sealed record Written(bool Slot, bool Size);

    private static ClusterEvent SizeEvent(RequestScope scope, GroupPath group, int size) =>
        new()
        {
            Kind = EventKind.GroupChanged,
            Group = group,
            Reason = "SizeSet",
            Message = $"{scope.Actor} adopts a machine into {group}, which was full: its size is {size} now.",
            Actor = scope.Actor,
            Evidence = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["to"] = size.ToString(CultureInfo.InvariantCulture),
            },
        };
}
