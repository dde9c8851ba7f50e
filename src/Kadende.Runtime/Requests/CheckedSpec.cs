using Kadende.Core.Clusters;
using Kadende.Core.Specs;

namespace Kadende.Runtime.Requests;

/// <summary>What came of reading a spec and asking its plugins.</summary>
public abstract record CheckedSpec
{
    private CheckedSpec() { }

    public sealed record Good(SpecSource Source, ClusterSpec Spec) : CheckedSpec;

    public sealed record Faulty(IReadOnlyList<Fault> Faults) : CheckedSpec;
}
