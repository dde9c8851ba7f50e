using Kadende.Core.Events;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>What must hold whatever happened on the way.</summary>
internal static class Exactly
{
    /// <summary>As many nodes as wanted, each with its file, and no file besides; no node was told of twice.</summary>
    public static async Task AssertAsync(int size, Installation installation, TestCluster cluster)
    {
        var nodes = await cluster.NodesAsync();
        Assert.Equal(size, nodes.Select(node => node.Slot).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(size, nodes.Count);
        var files = nodes.Select(node => installation.FileOf(node.InstanceId!)).Order(StringComparer.Ordinal);
        Assert.Equal(files, installation.Files);
        var begun = (await cluster.EventsAsync()).Where(told => told.Kind == EventKind.NodeCreating).ToList();
        Assert.Equal(begun.Count, begun.DistinctBy(told => told.Node).Count());
        Assert.Superset(
            nodes.Select(node => node.Id).ToHashSet(StringComparer.Ordinal),
            begun.Select(told => told.Node ?? "").ToHashSet(StringComparer.Ordinal)
        );
    }
}
