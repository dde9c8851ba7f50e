using System.Text.Json;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;

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
                sources.AddRange(await ResolveAsync(round.Cluster.Team, current, spec, cancellationToken));
            }

            generations.Remove(current);
        }

        foreach (var generation in generations.Order())
        {
            var earlier = await history.FindGroupAsync(round.Cluster.Id, generation, path, cancellationToken);
            if (earlier is not null)
            {
                sources.AddRange(await ResolveAsync(round.Cluster.Team, generation, earlier, cancellationToken));
            }
        }

        return sources;
    }

    private async Task<IReadOnlyList<GroupSource>> ResolveAsync(
        string team,
        long generation,
        GroupSpec spec,
        CancellationToken cancellationToken
    )
    {
        var flavours = new List<IFlavour?>(spec.Flavours.Count);
        foreach (var flavour in spec.Flavours)
        {
            var choice = await catalog.FindFlavourAsync(flavour.Plugin, cancellationToken);
            flavours.Add((choice as FlavourChoice.Found)?.Flavour);
        }

        var sources = new List<GroupSource>(spec.Resources.Count);
        for (var way = 0; way < spec.Resources.Count; way++)
        {
            var key = new SourceKey(generation, way);
            var choice = await catalog.FindProviderAsync(spec.Resources[way].Plugin, team, cancellationToken);
            sources.Add(Source(key, spec, flavours, choice));
        }

        return sources;
    }

    private static GroupSource Source(
        SourceKey key,
        GroupSpec spec,
        IReadOnlyList<IFlavour?> flavours,
        ProviderChoice choice
    )
    {
        var own = spec.Only(spec.Resources[key.Resource]);
        try
        {
            return choice switch
            {
                ProviderChoice.Found found => new GroupSource(
                    key,
                    own,
                    found.Provider,
                    flavours,
                    Facts(own, found.Provider, flavours) with
                    {
                        HasOthers = spec.Resources.Count > 1,
                        Note = found.Note,
                    }
                ),
                ProviderChoice.Missing missing => Missing(missing.Message),
                _ => throw new InvalidOperationException("A choice of a kind that does not exist."),
            };
        }
        catch (ProviderException failure)
        {
            // It cannot tell where its machines are.
            return Missing(failure.Message);
        }

        GroupSource Missing(string why) =>
            new(key, own, null, flavours, new SourceFacts { Key = $"missing|{own.Plugin}", Problem = why });
    }

    private static SourceFacts Facts(GroupSpec spec, IProvider provider, IReadOnlyList<IFlavour?> flavours)
    {
        var (name, version, can) = (
            provider.Description.Name,
            provider.Description.Version,
            provider.Description.Capabilities
        );
        return new SourceFacts
        {
            Key = $"{name}|{provider.ScopeOf(spec.Properties)}",
            IdempotentCreate = can.IdempotentCreate || can.RepeatableCreate,
            ListDelay = can.ListDelay,
            LongestCall = GroupLook.Patience + can.CallTimeout,
            LabelsInPlace = can.LabelsInPlace,
            Provisions = Any(flavours, flavour => flavour.Provisions),
            Judges = Any(flavours, flavour => flavour.Checks),
            Drains = Any(flavours, flavour => flavour.Drains),
            DrainTimeout = spec.DrainTimeout,
            Plugin = $"{name} {version}",
            Credential = Credential(spec.Properties),
        };
    }

    private static string? Credential(JsonElement properties)
    {
        if (!SecretText.MaySpeak(properties))
        {
            return null;
        }

        var names = SecretText.Find(properties).Select(use => use.Name).Distinct(StringComparer.Ordinal);
        return string.Join('+', names.Order(StringComparer.Ordinal)) is { Length: > 0 } all ? all : null;
    }

    /// <summary>A flavour that is not there may be of any kind: nodes wait for it rather than pass it by.</summary>
    private static bool Any(IReadOnlyList<IFlavour?> flavours, Func<FlavourDescription, bool> isOfKind) =>
        flavours.Any(flavour => flavour is null || isOfKind(flavour.Description));
}
