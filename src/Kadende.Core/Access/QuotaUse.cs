using Kadende.Core.Specs;

namespace Kadende.Core.Access;

/// <summary>What of a quota something takes.</summary>
/// <param name="Clusters">Clusters, also those that are being deleted.</param>
/// <param name="Groups">Groups that hold machines.</param>
/// <param name="Nodes">The most machines that the specs may come to ask for by themselves.</param>
public sealed record QuotaUse(int Clusters, int Groups, int Nodes)
{
    public static readonly QuotaUse None = new(0, 0, 0);

    /// <summary>What a cluster with this spec takes.</summary>
    public static QuotaUse Of(ClusterSpec spec) => new(1, spec.Groups.Count, spec.Groups.Sum(MostNodes));

    public QuotaUse Plus(QuotaUse other) => new(Clusters + other.Clusters, Groups + other.Groups, Nodes + other.Nodes);

    /// <summary>The larger in each.</summary>
    public QuotaUse Or(QuotaUse other) =>
        new(Math.Max(Clusters, other.Clusters), Math.Max(Groups, other.Groups), Math.Max(Nodes, other.Nodes));

    /// <summary>A schedule counts with its largest size: it is not asked again when that time comes.</summary>
    private static int MostNodes(GroupSpec group)
    {
        IEnumerable<int> scheduled = group.Scaling?.Schedule.Select(rule => rule.Size) ?? [];
        var most = scheduled.Append(group.Slots.Count).Append(group.Hand?.Size ?? 0).Max();
        return group is { Scaling: { } bounds, HasLogicalIds: false } ? Math.Clamp(most, bounds.Min, bounds.Max) : most;
    }
}
