using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.EndToEnd.Tests.Hosts;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>Machines that are somebody's already.</summary>
public sealed class AdoptForeignTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task Adopt_MachineOfAnotherCluster_IsRefusedAndStaysThere()
    {
        var (owner, thief) = (fixture.NewCluster(), fixture.NewCluster());
        await owner.ReachAsync(Specs.Of(owner.Name, Specs.Group("web", 1, "simulated")));
        await thief.ReachAsync(Specs.Of(thief.Name, Specs.Group("web", 0, "simulated")));
        var theirs = Assert.Single(await owner.NodesAsync());

        await thief.AskAsync("adopt?group=web", $$"""{"instanceId": "{{theirs.InstanceId}}"}""");

        var refused = await thief.UntilAnyNodesAsync("it is refused", nodes => nodes is [{ State: NodeState.Failed }]);
        Assert.Contains("the labels of another cluster", refused[0].Reason, StringComparison.Ordinal);
        Assert.Contains(
            await thief.EventsAsync(),
            told =>
                told is { Kind: EventKind.NodeFailed, Reason: "Refused" }
                && told.Message.Contains($"Machine {theirs.InstanceId} cannot be adopted", StringComparison.Ordinal)
        );
        var kept = Assert.Single(await owner.NodesAsync());
        Assert.Equal((theirs.Id, theirs.InstanceId, NodeState.Running), (kept.Id, kept.InstanceId, kept.State));
        Assert.Equal(ConvergenceState.Converged, (await owner.UntilConvergedAsync()).State);
    }
}
