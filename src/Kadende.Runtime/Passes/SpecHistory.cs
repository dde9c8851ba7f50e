using Kadende.Core.Clusters;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Passes;

/// <summary>Reads the present and earlier specs of a cluster.</summary>
public class SpecHistory(IClusterStore store)
{
    /// <summary>The cluster as it is now; null when there is none.</summary>
    public async Task<Round?> ReadAsync(string clusterId, CancellationToken cancellationToken)
    {
        var rows = await store.LoadAsync(clusterId, cancellationToken);
        return rows is null ? null : new Round(rows, Parse(rows.Head.Value.Source, clusterId));
    }

    /// <summary>A group as an earlier generation had it; null when the generation is not kept or did not have it.</summary>
    public async Task<GroupSpec?> FindGroupAsync(
        string clusterId,
        long generation,
        GroupPath path,
        CancellationToken cancellationToken
    )
    {
        var source = await store.ReadGenerationAsync(clusterId, generation, cancellationToken);
        return source is null ? null : Parse(source, clusterId).Groups.FirstOrDefault(group => group.Path == path);
    }

    /// <summary>A function of the source: whoever reads the same one very often may remember the answer.</summary>
    protected virtual ClusterSpec Parse(SpecSource source, string clusterId) =>
        SpecReader.Read(source) switch
        {
            SpecResult.Good good => good.Spec,
            SpecResult.Faulty faulty => throw new InvalidOperationException(
                $"The stored spec of cluster {clusterId} is no longer understood: {faulty.Faults[0].Message}"
            ),
            _ => throw new InvalidOperationException("A result of a kind that does not exist."),
        };
}
