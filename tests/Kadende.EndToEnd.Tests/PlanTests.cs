using System.Net;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Runtime.Requests;
using Xunit;

namespace Kadende.EndToEnd.Tests;

public sealed class PlanTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task Plan_ChangedSpec_DoesNothingAndSaysWhatApplyingItThenDoes()
    {
        var cluster = fixture.NewCluster();
        await cluster.ReachAsync(Before(cluster));
        var before = await cluster.NodesAsync();

        var plan = await cluster.PlanAsync(After(cluster));
        Assert.Equal(before.Select(node => node.Id), (await cluster.NodesAsync()).Select(node => node.Id));
        Assert.Equal(1, (await cluster.GetAsync()).Generation);
        var put = await fixture.Foo.PutAsync($"{cluster.Path}?plan={plan.Hash}", After(cluster));
        Assert.Equal(HttpStatusCode.OK, put.Status);
        await cluster.UntilAsync("only the new groups are left", one => one.Groups.Count == 3);
        await cluster.UntilConvergedAsync();

        var after = await cluster.NodesAsync();
        Assert.Equal(Enumerable.Range(1, plan.Actions.Count), plan.Actions.Select(step => step.Order));
        Assert.Equal(Gone(before, after, "shrinks"), plan.Nodes("Delete", "shrinks"));
        Assert.Equal(Gone(before, after, "leaves"), plan.Nodes("Delete", "leaves"));
        Assert.Equal(Gone(before, after, "changes"), plan.Nodes("Replace", "changes"));
        Assert.Equal(
            after.Where(node => node.Group == "comes").Select(node => node.Slot),
            plan.Actions.Where(step => step is { Action: "Create", Group: "comes" }).Select(step => step.Slot)
        );
        Assert.Equal(2 + 1 + 3 + 2, plan.Actions.Count);
    }

    [Fact]
    public async Task Plan_ChangedSpec_GivesTheReasonsThatTheEventsThenGive()
    {
        var cluster = fixture.NewCluster();
        await cluster.ReachAsync(Before(cluster));

        var plan = await cluster.PlanAsync(After(cluster));
        await cluster.PutAsync(After(cluster));
        await cluster.UntilAsync("only the new groups are left", one => one.Groups.Count == 3);
        await cluster.UntilConvergedAsync();

        var events = await cluster.EventsAsync();
        Assert.All(
            plan.Actions,
            step => Assert.Contains(events, told => told.Group == step.Group && told.Message == step.Reason)
        );
        // What goes makes room for what comes: within a group, removals are first.
        var kinds = plan
            .Actions.GroupBy(step => step.Group)
            .Select(steps => steps.Select(step => step.Action).ToList());
        Assert.All(kinds, actions => Assert.Equal(actions.OrderByDescending(action => action == "Delete"), actions));
    }

    [Fact]
    public async Task Put_NamesAPlanFromBeforeAChange_IsRefusedWithTheNewPlanAndChangesNothing()
    {
        var cluster = fixture.NewCluster();
        await cluster.ReachAsync(Before(cluster));
        var plan = await cluster.PlanAsync(After(cluster));
        await cluster.SizeAsync("shrinks", 5);

        var put = await fixture.Foo.PutAsync($"{cluster.Path}?plan={plan.Hash}", After(cluster));

        Assert.Equal(HttpStatusCode.PreconditionFailed, put.Status);
        Assert.Contains("\"plan\"", put.Text, StringComparison.Ordinal);
        var after = await cluster.GetAsync();
        Assert.Equal((2, Before(cluster)), (after.Generation, after.Spec));
    }

    private static string Before(TestCluster cluster) =>
        Specs.Of(
            cluster.Name,
            Specs.Group("shrinks", 4, "file"),
            Specs.Group("leaves", 1, "file"),
            Specs.Group("changes", 3, "file", "{ content: old }")
        );

    private static string After(TestCluster cluster) =>
        Specs.Of(
            cluster.Name,
            Specs.Group("shrinks", 2, "file"),
            Specs.Group("changes", 3, "file", "{ content: new }"),
            Specs.Group("comes", 2, "file")
        );

    private static IEnumerable<string> Gone(
        IReadOnlyList<NodeView> before,
        IReadOnlyList<NodeView> after,
        string group
    ) =>
        before
            .Where(node => node.Group == group)
            .Select(node => node.Id)
            .Except(after.Select(node => node.Id), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
}
