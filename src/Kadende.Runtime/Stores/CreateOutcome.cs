using Kadende.Core.Clusters;

namespace Kadende.Runtime.Stores;

/// <summary>How a creation ended.</summary>
public abstract record CreateOutcome
{
    private CreateOutcome() { }

    public sealed record Created(Stored<Cluster> Cluster) : CreateOutcome;

    /// <summary>Another cluster of the team has the name; nothing was stored.</summary>
    public sealed record NameTaken : CreateOutcome;

    /// <summary>Another cluster has the id, or one of another team had it whose events are kept; nothing was stored.</summary>
    public sealed record IdTaken : CreateOutcome;
}
