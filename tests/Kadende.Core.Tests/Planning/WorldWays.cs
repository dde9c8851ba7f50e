using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Tests.Planning;

/// <summary>The ways that the generations of a group have, and in which of them each machine was made.</summary>
internal sealed class WorldWays
{
    private readonly Dictionary<long, int> _counts = [];
    private readonly Dictionary<string, int> _madeIn = new(StringComparer.Ordinal);

    public void Begin(long generation, GroupSpec spec) => _counts[generation] = spec.Resources.Count;

    public void Made(string machine, int way) => _madeIn[machine] = way;

    public int Of(string machine) => _madeIn.GetValueOrDefault(machine);

    public IEnumerable<int> Count(long generation, IReadOnlyCollection<string> machines) =>
        Enumerable.Range(0, _counts[generation]).Select(way => machines.Count(machine => Of(machine) == way));

    public IReadOnlyDictionary<SourceKey, SourceFacts> Sources(Func<int, SourceFacts> facts) =>
        _counts
            .SelectMany(generation =>
                Enumerable.Range(0, generation.Value).Select(way => new SourceKey(generation.Key, way))
            )
            .ToDictionary(source => source, source => facts(source.Resource));

    /// <param name="down">The way that cannot be listed.</param>
    public IReadOnlyList<ObservedInstance> List(long generation, IEnumerable<Instance> machines, int? down) =>
        [
            .. machines
                .Where(machine => Of(machine.Id) != down)
                .Select(machine => new ObservedInstance(machine, new SourceKey(generation, Of(machine.Id)))),
        ];
}
