using Kadende.Core.Clusters;

namespace Kadende.Core.Audit;

/// <summary>What a request changed of a cluster.</summary>
/// <param name="From">The generation before; null: there was none.</param>
/// <param name="To">The generation since; the same when the spec stayed as it was.</param>
/// <param name="Diff">What changed in the spec, as a unified diff; null when the spec stayed as it was.</param>
public sealed record AuditChange(string ClusterId, string ClusterName, long? From, long To, string? Diff)
{
    /// <param name="before">Null: the cluster is new.</param>
    public static AuditChange Of(Cluster? before, Cluster after) =>
        new(
            after.Id,
            after.Name,
            before?.Generation,
            after.Generation,
            before?.Generation == after.Generation ? null : SpecDiff.Of(before?.Source, after.Source)
        );
}
