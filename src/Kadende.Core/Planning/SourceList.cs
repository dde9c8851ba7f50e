using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>
/// Which places are listed for a group. A place where machines were once made stays on the list until it was listed empty, so that a
/// change of plugin or region cannot make us forget one.
/// </summary>
internal static class SourceList
{
    public static IReadOnlyList<long> After(GroupView view, IReadOnlyList<Slot> slots)
    {
        var used = slots.SelectMany(slot => slot.Nodes).Select(node => node.Generation).ToHashSet();
        used.UnionWith(view.Instances.Select(seen => seen.Generation));
        var usedKeys = used.Select(generation => view.SourceOf(generation).Key).ToHashSet(StringComparer.Ordinal);
        var kept = new SortedDictionary<long, string>();
        foreach (var (generation, source) in view.Sources.OrderByDescending(entry => entry.Key))
        {
            var isNeeded =
                !source.IsListed
                || usedKeys.Contains(source.Key)
                || generation == view.Generation && view.Wanted is not null;
            if (isNeeded && !kept.ContainsValue(source.Key))
            {
                kept.Add(generation, source.Key);
            }
        }

        return IsSame(view.Status?.Sources, kept.Keys) ? view.Status!.Sources : [.. kept.Keys];
    }

    private static bool IsSame(IReadOnlyList<long>? before, IReadOnlyCollection<long> after) =>
        before is not null && before.SequenceEqual(after);
}
