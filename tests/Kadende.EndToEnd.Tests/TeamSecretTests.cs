using System.Net;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.TestKit.Azurite;
using Kadende.TestKit.DigitalOcean;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>What a team puts as its secret works for the team, and is told to nobody.</summary>
public sealed class TeamSecretTests(AzuriteFixture azurite)
{
    private const string First = "dop_v1_planted_first";
    private const string Second = "dop_v1_planted_second";

    [Fact]
    public async Task Put_TokenOfACloud_MakesTheTeamsMachinesAndNobodyElses()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        await using var cloud = await FakeDigitalOcean.StartAsync(First, Deadline.Token);
        await using var host = await HostProcess.StartAsync(
            installation,
            ("Kadende:Plugins:DigitalOcean:Endpoint", cloud.Endpoint.ToString()),
            ("Kadende:Plugins:DigitalOcean:ListDelay", "00:00:01"),
            ("Logging:LogLevel:Default", "Debug")
        );
        var bar = Installation.Bar(host.Address).Cluster(TestCluster.NewName());
        var put = await PutAsync(host, "bar", First);

        await bar.ReachAsync(Spec(bar.Name, size: 1));
        var plan = await bar.Api.PostAsync($"{bar.Path}/plan", Spec(bar.Name, size: 2));
        var stolen = await host.Foo.PutAsync($"/api/clusters/{bar.Name}", Spec(bar.Name, size: 1));
        var made = cloud.Droplets.All.Count;

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, 1), (put.Status, plan.Status, made));
        Assert.Equal(HttpStatusCode.BadRequest, stolen.Status);
        Assert.Contains("PUT /api/teams/default/secrets/cloud", stolen.Text, StringComparison.Ordinal);
        string[] told =
        [
            put.Text,
            stolen.Text,
            plan.Text,
            .. await AnswersAsync(host, bar),
            host.Output,
            await installation.RowsAsync(TestContext.Current.CancellationToken),
        ];
        Assert.All(told, text => Assert.DoesNotContain("planted", text, StringComparison.Ordinal));
        await bar.DeleteAsync();
        Assert.Empty(cloud.Droplets.All);
    }

    [Fact]
    public async Task Put_AnotherValue_IsUsedByTheNextCallOfTheSameHost()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        await using var cloud = await FakeDigitalOcean.StartAsync(First, Deadline.Token);
        await using var host = await HostProcess.StartAsync(
            installation,
            ("Kadende:Plugins:DigitalOcean:Endpoint", cloud.Endpoint.ToString()),
            ("Kadende:Plugins:DigitalOcean:ListDelay", "00:00:01"),
            ("Kadende:Secrets:KeepFor", "1.00:00:00")
        );
        var bar = Installation.Bar(host.Address).Cluster(TestCluster.NewName());
        await PutAsync(host, "bar", First);
        await bar.ReachAsync(Spec(bar.Name, size: 1));
        var first = Assert.Single(cloud.Droplets.All).Id;

        cloud.Token = Second;
        var changed = await PutAsync(host, "bar", Second);
        await bar.ReachAsync(Spec(bar.Name, size: 2));

        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal(2, cloud.Droplets.All.Count);
        // No value is part of what machines are told to be outdated by.
        Assert.Contains(first, cloud.Droplets.All.Select(droplet => droplet.Id));
        await bar.DeleteAsync();
    }

    [Fact]
    public async Task Put_BeforeTheHostEnds_IsReadByTheNextHost()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        await using var cloud = await FakeDigitalOcean.StartAsync(First, Deadline.Token);
        (string, string)[] settings =
        [
            ("Kadende:Plugins:DigitalOcean:Endpoint", cloud.Endpoint.ToString()),
            ("Kadende:Plugins:DigitalOcean:ListDelay", "00:00:01"),
        ];
        await using (var first = await HostProcess.StartAsync(installation, settings))
        {
            await PutAsync(first, "bar", First);
        }

        await using var second = await HostProcess.StartAsync(installation, settings);
        var bar = Installation.Bar(second.Address).Cluster(TestCluster.NewName());
        await bar.ReachAsync(Spec(bar.Name, size: 1));

        Assert.Single(cloud.Droplets.All);
        await bar.DeleteAsync();
    }

    private static string Spec(string name, int size) =>
        Specs.Of(
            name,
            Specs.Group(
                "web",
                size,
                "digitalOcean",
                "{ regions: [nyc3], instanceType: standard, memory: 1, token: '${secret:cloud}' }"
            )
        );

    /// <summary>By an administrator: of the team's own there is only an editor.</summary>
    private static Task<Answer> PutAsync(HostProcess host, string team, string value) =>
        host.Foo.PutJsonAsync($"/api/teams/{team}/secrets/cloud", $$"""{"value": "{{value}}"}""");

    private static async Task<IReadOnlyList<string>> AnswersAsync(HostProcess host, TestCluster cluster)
    {
        string[] paths =
        [
            "/api/teams/bar/secrets",
            "/api/teams/bar",
            "/api/plugins?team=bar",
            $"{cluster.Path}?team=bar",
            $"{cluster.Path}/nodes?team=bar",
            $"{cluster.Path}/groups/web?team=bar",
            $"{cluster.Path}/groups/web/why?team=bar",
            $"{cluster.Path}/events?team=bar&size=1000",
            $"{cluster.Path}/generations/1?team=bar",
        ];
        var answers = await Task.WhenAll(paths.Select(path => host.Foo.GetAsync(path)));
        return [.. answers.Select(answer => answer.Text)];
    }
}
