using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Planning;

/// <summary>Says what applying a spec would do, from the records alone; changes nothing and asks no provider. The spec was checked before.</summary>
public sealed class PlanPreview(IClusterStore store, TimeProvider time)
{
    /// <param name="current">The cluster that the spec would change; null when it would be created.</param>
    public async Task<ClusterPlan> PreviewAsync(
        Cluster? current,
        ClusterSpec wanted,
        CancellationToken cancellationToken
    )
    {
        var slots = current is null ? [] : await SlotsAsync(current.Id, cancellationToken);
        var generation = (current?.Generation ?? 0) + 1;
        var now = time.GetUtcNow();
        wanted = wanted with { Groups = [.. wanted.Groups.Select(group => GroupSizes.Sized(group, now))] };
        var actions = Preview.Of(wanted.Groups, slots, generation, now);
        return new ClusterPlan(Hash(wanted, generation, actions), actions);
    }

    private async Task<Dictionary<GroupPath, IReadOnlyList<Slot>>> SlotsAsync(
        string clusterId,
        CancellationToken cancellationToken
    )
    {
        var slots = new List<Slot>();
        string? cursor = null;
        do
        {
            var page = await store.ListSlotsAsync(clusterId, null, cursor, 1000, cancellationToken);
            slots.AddRange(page.Items.Select(item => item.Value));
            cursor = page.Cursor;
        } while (cursor is not null);

        return slots
            .GroupBy(slot => slot.Group)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<Slot>)[.. group]);
    }

    /// <summary>Over what a user agrees to when naming the plan; times and messages are left out.</summary>
    private static string Hash(ClusterSpec wanted, long generation, IReadOnlyList<PlannedAction> actions)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{wanted.Name}\n{wanted.Version}\n{generation}\n");
        foreach (var group in wanted.Groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"{group.Path}\t{group.ConfigHash}\t{group.Slots.Count}\n");
        }

        foreach (var action in actions)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{action.Order}\t{action.Action}\t{action.Group}\t{action.Slot}\t{action.Node}\n"
            );
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }
}
