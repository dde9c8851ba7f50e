using Kadende.Core.Clusters;
using Kadende.Core.Specs;

namespace Kadende.Runtime.Requests;

/// <summary>What came of reading a spec and asking its plugins.</summary>
public abstract record CheckedSpec
{
    private CheckedSpec() { }

    public sealed record Good(SpecSource Source, ClusterSpec Spec) : CheckedSpec
    {
        /// <summary>What its plugins could not be asked.</summary>
        public IReadOnlyList<Fault> Warnings { get; init; } = [];
    }

    public sealed record Faulty(IReadOnlyList<Fault> Faults) : CheckedSpec;
}
