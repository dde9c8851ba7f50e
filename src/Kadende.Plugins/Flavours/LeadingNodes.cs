using System.Globalization;
using Kadende.Sdk.Flavours;

namespace Kadende.Plugins.Flavours;

/// <summary>The order of the nodes of one group, by which all of them agree on who comes first.</summary>
internal static class LeadingNodes
{
    public static IReadOnlyList<FlavourNode> Ordered(IEnumerable<FlavourNode> nodes) =>
        [
            .. nodes
                .OrderBy(node => RankOf(node.Slot))
                .ThenBy(node => node.Slot, StringComparer.Ordinal)
                .ThenBy(node => node.Id, StringComparer.Ordinal),
        ];

    /// <summary>Whether a node comes before all others.</summary>
    public static bool IsFirst(FlavourNode node, IReadOnlyList<FlavourNode> others) =>
        Ordered([node, .. others])[0].Id == node.Id;

    private static int RankOf(string slot) =>
        int.TryParse(slot, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}
