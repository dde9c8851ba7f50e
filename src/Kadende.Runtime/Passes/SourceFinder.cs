using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;

namespace Kadende.Runtime.Passes;

/// <summary>Finds where machines of a group may be: by the spec, by its nodes, and by what earlier looks left on the list.</summary>
public sealed class SourceFinder(SpecHistory history, IPluginCatalog catalog)
{
    public async Task<IReadOnlyList<GroupSource>> FindAsync(
        Round round,
        GroupPath path,
        IEnumerable<Slot> slots,
        CancellationToken cancellationToken
    )
    {
        var current = round.Cluster.Generation;
        var generations = slots
            .SelectMany(slot => slot.Nodes)
            .Select(node => node.Generation)
            .Concat(round.Status(path)?.Value.Sources ?? [])
            .ToHashSet();
        var sources = new List<GroupSource>();
        if (round.Spec.Groups.FirstOrDefault(group => group.Path == path) is { } spec)
        {
            if (!round.IsDeleting || generations.Contains(current))
            {
                sources.Add(Resolve(current, spec));
            }

            generations.Remove(current);
        }

        foreach (var generation in generations.Order())
        {
            var earlier = await history.FindGroupAsync(round.Cluster.Id, generation, path, cancellationToken);
            if (earlier is not null)
            {
                sources.Add(Resolve(generation, earlier));
            }
        }

        return sources;
    }

    private GroupSource Resolve(long generation, GroupSpec spec)
    {
        switch (catalog.FindProvider(spec.Plugin))
        {
            case ProviderChoice.Found(var provider):
                var can = provider.Description.Capabilities;
                var facts = new SourceFacts
                {
                    Key = $"{provider.Description.Name}|{provider.ScopeOf(spec.Properties)}",
                    IdempotentCreate = can.IdempotentCreate,
                    ListDelay = can.ListDelay,
                    CallTimeout = can.CallTimeout,
                    LabelsInPlace = can.LabelsInPlace,
                    DrainTimeout = spec.DrainTimeout,
                    Plugin = $"{provider.Description.Name} {provider.Description.Version}",
                };
                return new GroupSource(generation, spec, provider, facts);
            case ProviderChoice.Missing(var message):
                return new GroupSource(
                    generation,
                    spec,
                    null,
                    new SourceFacts { Key = $"missing|{spec.Plugin}", Problem = message }
                );
            default:
                throw new InvalidOperationException("A choice of a kind that does not exist.");
        }
    }
}
