using System.Net;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Api.Tests.Management;

public sealed class QuotaTests(ApiFixture fixture, AzuriteFixture azurite) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Theory]
    [InlineData("\"clusters\": 1", "'clusters'")]
    [InlineData("\"groups\": 3", "'groups'")]
    [InlineData("\"nodes\": 5", "'nodes'")]
    public async Task Create_BeyondAQuota_IsRefusedWithItsName(string quota, string words)
    {
        var team = await Team.AddAsync(_host, quota);

        var first = await PutAsync(team, Specs.NewName());
        var second = await PutAsync(team, Specs.NewName());

        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.Contains($"quota {words}", second.Detail, StringComparison.Ordinal);
        Assert.Single((await _host.Admin.GetAsync($"/api/clusters?team={team.Name}")).Names);
    }

    [Fact]
    public async Task Size_BeyondTheQuota_IsRefusedAndSmallerOnesAreNot()
    {
        var team = await Team.AddAsync(_host, "\"nodes\": 5");
        var name = Specs.NewName();
        await PutAsync(team, name);
        var path = $"/api/clusters/{name}/groups/web?team={team.Name}";

        var larger = await _host.Admin.PatchAsync(path, """{"size": 4}""");
        var fitting = await _host.Admin.PatchAsync(path, """{"size": 3}""");
        await _host.Admin.SendAsync(HttpMethod.Put, $"{team.Path}/quotas", Team.Json("""{"nodes": 1}"""), []);
        var smaller = await _host.Admin.PatchAsync(path, """{"size": 2}""");

        Assert.Equal(HttpStatusCode.Conflict, larger.Status);
        Assert.Equal(HttpStatusCode.OK, fitting.Status);
        Assert.Equal(HttpStatusCode.OK, smaller.Status);
    }

    [Fact]
    public async Task Create_ManyAtOnce_NeverPassesTheQuota()
    {
        var team = await Team.AddAsync(_host, "\"clusters\": 3");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => PutAsync(team, Specs.NewName())));

        Assert.Equal(3, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.Equal(3, (await _host.Admin.GetAsync($"/api/clusters?team={team.Name}")).Names.Count);
    }

    [Fact]
    public async Task Create_RefusedForItsIdOrName_TakesNothingOfTheQuota()
    {
        var team = await Team.AddAsync(_host, "\"clusters\": 2");
        var (taken, name) = (Specs.NewName(), Specs.NewName());
        await _host.User("foo").PostAsync("/api/clusters", WithId(Specs.NewName(), taken));
        await PutAsync(team, name);

        var ofId = await _host.Admin.PostAsync($"/api/clusters?team={team.Name}", WithId(Specs.NewName(), taken));
        var ofName = await _host.Admin.PostAsync($"/api/clusters?team={team.Name}", Specs.Of(name));
        var second = await PutAsync(team, Specs.NewName());
        var third = await PutAsync(team, Specs.NewName());

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (ofId.Status, ofName.Status));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Conflict), (second.Status, third.Status));
        Assert.Contains("quota", third.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_QuotasOfTheSettingsWereOffForAWhile_CountsWhatCameMeanwhile()
    {
        var prefix = AzuriteFixture.NewPrefix();
        var answers = new List<HttpStatusCode>();
        foreach (var quota in (string[])["2", "", "2"])
        {
            await using var host = await ApiHost.StartAsync(
                (await azurite.ServerAsync()).ConnectionString,
                prefix,
                TestContext.Current.CancellationToken,
                ("Kadende:Quotas:Clusters", quota)
            );
            var name = Specs.NewName();
            answers.Add((await host.User("foo").PutAsync($"/api/clusters/{name}", Specs.Of(name))).Status);
        }

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Conflict], answers);
    }

    [Fact]
    public async Task Team_Read_ShowsQuotasAndUse()
    {
        var team = await Team.AddAsync(_host, "\"clusters\": 3, \"createsPerHour\": 50");
        await PutAsync(team, Specs.NewName());

        var read = (await _host.Admin.GetAsync(team.Path)).Json;

        Assert.Equal((3, 50), ((int)read["quotas"]!["clusters"]!, (int)read["quotas"]!["createsPerHour"]!));
        Assert.Equal((1, 4), ((int)read["use"]!["clusters"]!, (int)read["use"]!["nodes"]!));
    }

    private static string WithId(string name, string id) => $"id: {id}\n{Specs.Of(name)}";

    private Task<Answer> PutAsync(Team team, string name) =>
        _host.Admin.PutAsync($"/api/clusters/{name}?team={team.Name}", Specs.Of(name));
}
