using Kadende.Core.Clusters;
using Kadende.Core.Specs;

namespace Kadende.Simulation.Tests.Scenarios;

/// <summary>What the users of a simulation wrote, as the product reads it.</summary>
internal sealed class SpecBook
{
    private readonly Dictionary<SpecSource, ClusterSpec> _specs = new(ReferenceEqualityComparer.Instance);

    public ClusterSpec Read(SpecSource source)
    {
        if (!_specs.TryGetValue(source, out var spec))
        {
            spec = SpecReader.Read(source) is SpecResult.Good good
                ? good.Spec
                : throw new InvalidOperationException($"The simulation wrote a faulty spec:\n{source.Text}");
            _specs.Add(source, spec);
        }

        return spec;
    }
}
