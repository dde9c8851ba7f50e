using System.Globalization;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests.Hands;

/// <summary>The specs that a cluster had.</summary>
public sealed class GenerationReading(ClusterFinder finder, IClusterStore store)
{
    /// <summary>Those that are kept, the newest last.</summary>
    public async Task<ReadOutcome<IReadOnlyList<GenerationView>>> ListAsync(
        RequestScope scope,
        string idOrName,
        CancellationToken cancellationToken
    )
    {
        var found = await finder.FindAsync(scope.Team, idOrName, cancellationToken);
        if (found is null)
        {
            return new ReadOutcome<IReadOnlyList<GenerationView>>.NotFound(
                ClusterFinder.NotFoundMessage(scope.Team, idOrName)
            );
        }

        var kept = await store.ListGenerationsAsync(found.Value.Id, cancellationToken);
        return new ReadOutcome<IReadOnlyList<GenerationView>>.Found([
            .. kept.Select(one => new GenerationView(one, one == found.Value.Generation, null, null)),
        ]);
    }

    public async Task<ReadOutcome<GenerationView>> GetAsync(
        RequestScope scope,
        string idOrName,
        long generation,
        CancellationToken cancellationToken
    )
    {
        var found = await finder.FindAsync(scope.Team, idOrName, cancellationToken);
        if (found is null)
        {
            return new ReadOutcome<GenerationView>.NotFound(ClusterFinder.NotFoundMessage(scope.Team, idOrName));
        }

        var cluster = found.Value;
        if (await store.ReadGenerationAsync(cluster.Id, generation, cancellationToken) is not { } source)
        {
            var kept = await store.ListGenerationsAsync(cluster.Id, cancellationToken);
            return new ReadOutcome<GenerationView>.NotFound(
                $"Generation {generation} of cluster '{cluster.Name}' is not kept. Kept are: "
                    + $"{string.Join(", ", kept.Select(one => one.ToString(CultureInfo.InvariantCulture)))}."
            );
        }

        var version = SpecReader.Read(source) is SpecResult.Good good ? good.Spec.Version : null;
        return new ReadOutcome<GenerationView>.Found(
            new GenerationView(generation, generation == cluster.Generation, version, source.Text)
        );
    }
}
