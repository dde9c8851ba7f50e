using System.Runtime.CompilerServices;
using Kadende.Core.Clusters;
using Kadende.Core.Specs;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Hosts;

/// <summary>Reading specs is most of what a pass costs without a real store; the same object need not be read again.</summary>
internal sealed class RememberingHistory(IClusterStore store) : SpecHistory(store)
{
    private static readonly ConditionalWeakTable<SpecSource, ClusterSpec> Known = [];

    protected override ClusterSpec Parse(SpecSource source, string clusterId) =>
        Known.TryGetValue(source, out var spec) ? spec : Remember(source, clusterId);

    private ClusterSpec Remember(SpecSource source, string clusterId)
    {
        var spec = base.Parse(source, clusterId);
        Known.AddOrUpdate(source, spec);
        return spec;
    }
}
