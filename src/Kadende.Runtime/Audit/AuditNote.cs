using Kadende.Core.Audit;
using Kadende.Core.Clusters;

namespace Kadende.Runtime.Audit;

/// <summary>What a request changed, noted where it is stored, for the audit of the request.</summary>
public sealed class AuditNote
{
    private (Cluster? Before, Cluster After)? _changed;

    /// <summary>Null: no cluster was changed.</summary>
    public AuditChange? Change => _changed is var (before, after) ? AuditChange.Of(before, after) : null;

    /// <param name="before">Null: the cluster is new.</param>
    public void Changed(Cluster? before, Cluster after) => _changed = (before, after);
}
