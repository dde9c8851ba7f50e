using Kadende.Core.Clusters;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Passes;

/// <summary>A cluster as it was read at the beginning of a round.</summary>
public sealed record Round(ClusterRows Rows, ClusterSpec Spec)
{
    public Cluster Cluster => Rows.Head.Value;

    public bool IsDeleting => Cluster.DeletingSince is not null;

    /// <summary>A group of it was last looked at under an older spec.</summary>
    public bool IsNewToGroups => Rows.Groups.Any(group => group.Value.Generation < Cluster.Generation);

    /// <summary>
    /// What the spec wants of a group, of the size in its text; null when it left the spec or the cluster is being deleted.
    /// </summary>
    public GroupSpec? Wanted(GroupPath path) =>
        IsDeleting ? null : Spec.Groups.FirstOrDefault(group => group.Path == path);

    public Stored<GroupStatus>? Status(GroupPath path) => Rows.Groups.FirstOrDefault(group => group.Value.Path == path);

    /// <summary>Groups of the spec in its order, then those that left it but still have rows.</summary>
    public IReadOnlyList<GroupPath> Groups()
    {
        var wanted = IsDeleting ? [] : Spec.Groups.Select(group => group.Path);
        return [.. wanted.Union(Rows.Groups.Select(group => group.Value.Path))];
    }
}
