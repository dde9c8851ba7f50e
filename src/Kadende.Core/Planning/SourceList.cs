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
        var used = slots.SelectMany(slot => slot.Nodes).Select(node => node.Source).ToHashSet();
        used.UnionWith(view.Instances.Select(seen => seen.Source));
        var usedKeys = used.Select(source => view.SourceOf(source).Key).ToHashSet(StringComparer.Ordinal);
        var covered = new HashSet<string>(StringComparer.Ordinal);
        var kept = new SortedSet<long>();
        foreach (var (source, facts) in view.Sources.OrderByDescending(entry => entry.Key.Generation))
        {
            var isNeeded =
                !facts.IsListed
                || usedKeys.Contains(facts.Key)
                || source.Generation == view.Generation && view.Wanted is not null;
            if (isNeeded && covered.Add(facts.Key))
            {
                kept.Add(source.Generation);
            }
        }

        return IsSame(view.Status?.Sources, kept) ? view.Status!.Sources : [.. kept];
    }

    private static bool IsSame(IReadOnlyList<long>? before, IReadOnlyCollection<long> after) =>
        before is not null && before.SequenceEqual(after);
}
