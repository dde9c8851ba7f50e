using Kadende.Core.Specs;
using Kadende.Runtime.Planning;

namespace Kadende.Runtime.Requests;

/// <summary>How a request for a plan ended.</summary>
public abstract record PlanOutcome
{
    private PlanOutcome() { }

    /// <param name="AskedPlugins">False: the caller may not store specs, so that the plugins were not asked what they would refuse.</param>
    /// <param name="Warnings">What the plugins could not be asked.</param>
    public sealed record Planned(ClusterPlan Plan, bool AskedPlugins, IReadOnlyList<Fault> Warnings) : PlanOutcome;

    public sealed record Faulty(IReadOnlyList<Fault> Faults) : PlanOutcome;

    /// <summary>There is no such cluster, and the spec would not make one of this name.</summary>
    public sealed record NotFound(string Message) : PlanOutcome;

    /// <summary>The cluster cannot be changed any more.</summary>
    public sealed record Conflict(string Message) : PlanOutcome;
}
