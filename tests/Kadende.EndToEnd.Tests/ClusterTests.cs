using System.Net;
using Kadende.Core.Clusters;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Plugins.Simulated;
using Kadende.Runtime.Requests;
using Xunit;

namespace Kadende.EndToEnd.Tests;

public sealed class ClusterTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task Create_TwoClusters_FooSeesBothAndBarNeither()
    {
        var (first, second) = (fixture.NewCluster(), fixture.NewCluster());
        var spec = Specs.Group("web", 1, "simulated");

        var created = (await first.Api.PostAsync("/api/clusters", Specs.Of(first.Name, spec))).As<ClusterView>();
        Assert.Contains(first.Name, await fixture.Foo.NamesAsync());
        await second.PutAsync(Specs.Of(second.Name, spec));

        Assert.Superset(
            new HashSet<string>([first.Name, second.Name], StringComparer.Ordinal),
            (await fixture.Foo.NamesAsync()).ToHashSet(StringComparer.Ordinal)
        );
        Assert.Empty(await fixture.Bar.NamesAsync());
        string[] hidden = [first.Path, second.Path, $"/api/clusters/{created.Id}", $"{first.Path}/nodes"];
        var answers = await Task.WhenAll(hidden.Select(path => fixture.Bar.GetAsync(path)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NotFound, answer.Status));
    }

    [Fact]
    public async Task Get_ConvergedCluster_TellsItsSpecItsGenerationAndItsGroups()
    {
        var cluster = fixture.NewCluster();
        var spec = Specs.Of(
            cluster.Name,
            "  # as written",
            Specs.Group("web", 2, "simulated"),
            Specs.Group("none", 0, "simulated")
        );

        var seen = await cluster.ReachAsync(spec);
        var written = await fixture.Foo.GetAsync(cluster.Path, "application/yaml");

        Assert.Equal(spec, seen.Spec);
        Assert.Equal(spec, written.Text);
        Assert.Equal((1, "1"), (seen.Generation, seen.Version));
        Assert.Equal(
            [("web", 2, 2, 2, 0), ("none", 0, 0, 0, 0)],
            seen.Groups.Select(group => (group.Path, group.Wanted, group.Present, group.Healthy, group.Changing))
        );
        Assert.Empty(seen.Conditions);
    }

    [Fact]
    public async Task Get_ProviderIsDownAndComesBack_SaysSoInItsConditions()
    {
        var cluster = fixture.NewCluster();
        var cloud = fixture.Cloud(cluster.Name);
        cloud.Faults = Down;

        await cluster.PutAsync(Specs.Of(cluster.Name, OnOwnCloud(cluster, 1)));

        var seen = await cluster.UntilAsync("it is degraded", one => one.State == ConvergenceState.Degraded);
        cloud.Faults = new SimulatedFaults();
        var condition = Assert.Single(seen.Conditions);
        Assert.Equal("ProviderUnavailable", condition.Type);
        Assert.StartsWith("web: ", condition.Message, StringComparison.Ordinal);
        Assert.Empty((await cluster.UntilConvergedAsync()).Conditions);
    }

    [Fact]
    public async Task Delete_ClusterWithMachines_EveryMachineGoesThenTheCluster()
    {
        var cluster = fixture.NewCluster();
        var cloud = fixture.Cloud(cluster.Name);
        await cluster.ReachAsync(Specs.Of(cluster.Name, OnOwnCloud(cluster, 5), Specs.Group("files", 3, "file")));
        var id = (await cluster.GetAsync()).Id;
        Assert.Equal((5, 3), (cloud.Machines.Count, fixture.Installation.FilesOf(id).Count));
        cloud.Faults = new SimulatedFaults { DeleteTime = TimeSpan.FromSeconds(1) };

        var answer = await fixture.Foo.DeleteAsync(cluster.Path);
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal(ConvergenceState.Deleting, answer.As<ClusterView>().State);
        Assert.Equal(ConvergenceState.Deleting, (await cluster.GetAsync()).State);
        await cluster.UntilGoneAsync();

        Assert.Empty(cloud.Machines);
        Assert.Empty(fixture.Installation.FilesOf(id));
        Assert.DoesNotContain(cluster.Name, await fixture.Foo.NamesAsync());
    }

    [Fact]
    public async Task Create_NameOfADeletedCluster_IsAnotherCluster()
    {
        var cluster = fixture.NewCluster();
        var spec = Specs.Of(cluster.Name, OnOwnCloud(cluster, 1));
        await cluster.ReachAsync(spec);
        var first = await cluster.GetAsync();
        await fixture.Foo.DeleteAsync(cluster.Path);
        await cluster.UntilGoneAsync();

        await cluster.ReachAsync(spec);

        Assert.NotEqual(first.Id, (await cluster.GetAsync()).Id);
        Assert.Single(fixture.Cloud(cluster.Name).Machines);
    }

    [Fact]
    public async Task Delete_ProviderIsDown_FinishesOnceItIsBack()
    {
        var cluster = fixture.NewCluster();
        var cloud = fixture.Cloud(cluster.Name);
        await cluster.ReachAsync(Specs.Of(cluster.Name, OnOwnCloud(cluster, 3)));
        cloud.Faults = Down;

        await fixture.Foo.DeleteAsync(cluster.Path);
        await cluster.UntilAsync(
            "it says what deletion waits for",
            one => one is { State: ConvergenceState.Deleting, Conditions.Count: > 0 }
        );
        Assert.Equal(3, cloud.Machines.Count);
        cloud.Faults = new SimulatedFaults();
        await cluster.UntilGoneAsync();

        Assert.Empty(cloud.Machines);
    }

    [Fact]
    public async Task Create_SameNameInARace_OneIsMadeAndTheOthersHearOfTheConflict()
    {
        var cluster = fixture.NewCluster();
        var spec = Specs.Of(cluster.Name, Specs.Group("web", 1, "simulated"));

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => fixture.Foo.PostAsync("/api/clusters", spec))
        );

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
        Assert.Single(await fixture.Foo.NamesAsync(), cluster.Name);
    }

    [Fact]
    public async Task Put_StaleMatch_IsRefusedAndChangesNothing()
    {
        var cluster = fixture.NewCluster();
        await cluster.ReachAsync(Specs.Of(cluster.Name, Specs.Group("web", 1, "simulated")));
        var before = await fixture.Foo.GetAsync(cluster.Path);
        var second = Specs.Of(cluster.Name, Specs.Group("web", 2, "simulated"));
        var put = await fixture.Foo.PutAsync(cluster.Path, second, ("If-Match", before.ETag!));
        Assert.Equal(HttpStatusCode.OK, put.Status);

        var third = Specs.Of(cluster.Name, Specs.Group("web", 7, "simulated"));
        var stale = await fixture.Foo.PutAsync(cluster.Path, third, ("If-Match", before.ETag!));

        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        var after = await cluster.UntilConvergedAsync();
        Assert.Equal((second, 2, 2), (after.Spec, after.Generation, after.Groups[0].Present));
    }

    private static SimulatedFaults Down =>
        new() { Outages = [new SimulatedOutage(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)] };

    private static string OnOwnCloud(TestCluster cluster, int size) =>
        Specs.Group("web", size, "simulated", $"{{ cloud: {cluster.Name} }}");
}
