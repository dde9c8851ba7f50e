using Kadende.Core.Specs;
using Kadende.Runtime.Planning;

namespace Kadende.Runtime.Requests;

/// <summary>How a request to write ended. Nothing was stored unless it says so.</summary>
public abstract record WriteOutcome
{
    private WriteOutcome() { }

    /// <summary>Stored: a new cluster.</summary>
    public sealed record Created(ClusterView Cluster) : WriteOutcome;

    /// <summary>Stored, or already as asked.</summary>
    public sealed record Done(ClusterView Cluster) : WriteOutcome;

    /// <summary>Stored: the cluster is on its way to being gone.</summary>
    public sealed record Deleting(ClusterView Cluster) : WriteOutcome;

    public sealed record Faulty(IReadOnlyList<Fault> Faults) : WriteOutcome;

    /// <summary>There is no such cluster or group; the message says what to do.</summary>
    public sealed record NotFound(string Message) : WriteOutcome;

    /// <summary>It cannot be done as things are; the message says what to do.</summary>
    public sealed record Conflict(string Message) : WriteOutcome;

    /// <summary>The condition does not hold.</summary>
    /// <param name="Generation">Where the cluster is now; null when there is none.</param>
    public sealed record Stale(long? Generation) : WriteOutcome;

    /// <summary>What would be done now is not what was planned.</summary>
    public sealed record PlanDiffers(ClusterPlan Plan) : WriteOutcome;

    /// <summary>Other requests changed the cluster each time that this one tried.</summary>
    public sealed record Contended : WriteOutcome;
}
