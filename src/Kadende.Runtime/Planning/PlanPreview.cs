using System.Security.Cryptography;
using System.Text;
using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Planning;

/// <summary>Says what a spec would change, and does nothing.</summary>
public sealed class PlanPreview(IClusterStore clusters)
{
    public async Task<ClusterPlan> PreviewAsync(
        string clusterId,
        Cluster? current,
        ClusterSpec wanted,
        CancellationToken cancellationToken
    )
    {
        var actions = new List<PlannedAction>();
        foreach (var group in wanted.Groups)
        {
            var slots = current is null ? [] : await clusters.LoadSlotsAsync(clusterId, group.Path, cancellationToken);
            actions.AddRange(ActionsOf(group, [.. slots.Select(slot => slot.Value)]));
        }

        IReadOnlyList<PlannedAction> ordered =
        [
            .. actions.Select((action, index) => action with { Order = index + 1 }),
        ];
        return new ClusterPlan(HashOf(ordered), ordered);
    }

    private static IEnumerable<PlannedAction> ActionsOf(GroupSpec group, IReadOnlyList<Slot> slots)
    {
        var filled = slots.Where(slot => slot.Nodes.Count > 0).ToDictionary(slot => slot.Key, StringComparer.Ordinal);
        var wanted = group.Slots.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. group
                .Slots.Where(key => !filled.ContainsKey(key))
                .Select(key => Step("create", key, null, "The slot is empty.")),
            .. filled
                .Values.Where(slot => wanted.Contains(slot.Key) && slot.Nodes[^1].ConfigHash != group.ConfigHash)
                .Select(slot => Step("replace", slot.Key, slot.Nodes[^1].Id, "The configuration changed.")),
            .. filled
                .Values.Where(slot => !wanted.Contains(slot.Key))
                .Select(slot => Step("delete", slot.Key, slot.Nodes[^1].Id, "The group is smaller.")),
        ];

        PlannedAction Step(string action, string slot, string? node, string reason) =>
            new(0, action, group.Path, slot, node, reason);
    }

    private static string HashOf(IReadOnlyList<PlannedAction> actions) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', actions))))[..32];
}
