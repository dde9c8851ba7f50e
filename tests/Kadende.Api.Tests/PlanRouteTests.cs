using System.Net;
using Kadende.TestKit.Azurite;
using Kadende.TestKit.DigitalOcean;
using Xunit;

namespace Kadende.Api.Tests;

public sealed class PlanRouteTests(ApiFixture fixture, AzuriteFixture azurite) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;
    private readonly string _name = Specs.NewName();

    private ApiClient Foo => _host.User("foo");

    private string Path => $"/api/clusters/{_name}";

    [Fact]
    public async Task Plan_ClusterThatDoesNotExist_SaysWhatWouldBeCreatedAndCreatesNothing()
    {
        var answer = await Foo.PostAsync($"{Path}/plan", Specs.Of(_name, size: 2));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var actions = answer.Json["actions"]!.AsArray();
        Assert.Equal(4, actions.Count);
        Assert.All(actions, action => Assert.Equal("Create", (string?)action!["action"]));
        Assert.Equal([1, 2, 3, 4], actions.Select(action => (int)action!["order"]!));
        Assert.Equal(HttpStatusCode.NotFound, (await Foo.GetAsync(Path)).Status);
    }

    [Fact]
    public async Task Plan_OtherNameThanTheSpec_IsNotFound()
    {
        var answer = await Foo.PostAsync($"/api/clusters/{Specs.NewName()}/plan", Specs.Of(_name));

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    [Fact]
    public async Task Plan_FaultySpec_ListsTheFaults()
    {
        var answer = await Foo.PostAsync($"{Path}/plan", Specs.Of(_name, size: 10_001));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotEmpty(answer.Json["faults"]!.AsArray());
    }

    [Fact]
    public async Task Put_NamesThePlan_IsDone()
    {
        var plan = await Foo.PostAsync($"{Path}/plan", Specs.Of(_name));

        var answer = await Foo.PutAsync($"{Path}?plan={plan.Json["hash"]}", Specs.Of(_name));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Fact]
    public async Task Post_NamesAnotherPlan_IsRefusedWithTheFreshOne()
    {
        var plan = await Foo.PostAsync($"{Path}/plan", Specs.Of(_name, size: 2));

        var answer = await Foo.PostAsync($"/api/clusters?plan={plan.Json["hash"]}", Specs.Of(_name, size: 3));

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.Status);
        Assert.Equal(5, answer.Json["plan"]!["actions"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.NotFound, (await Foo.GetAsync(Path)).Status);
    }

    [Fact]
    public async Task Plan_Viewer_MayLook()
    {
        var answer = await _host.User("viewer").PostAsync($"{Path}/plan", Specs.Of(_name));

        Assert.Equal((HttpStatusCode.OK, false), (answer.Status, (bool)answer.Json["askedPlugins"]!));
    }

    [Theory]
    [InlineData("viewer", false)]
    [InlineData("operator", false)]
    [InlineData("foo", true)]
    public async Task Plan_SpecThatNamesASecret_SendsItOnlyForThoseWhoMayStoreTheSpec(string user, bool isSent)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var receiver = await FakeDigitalOcean.StartAsync("planted-secret", cancellation);
        var server = await azurite.ServerAsync();
        await using var host = await ApiHost.StartAsync(
            server.ConnectionString,
            AzuriteFixture.NewPrefix(),
            cancellation,
            ("Kadende:Plugins:DigitalOcean:Endpoint", receiver.Endpoint.ToString())
        );
        const string Secret = "/api/teams/foo/secrets/cloud";
        await host.User("boss").PutJsonAsync(Secret, """{"value": "planted-secret"}""");
        var spec = CloudSpec("cloud");

        var answer = await host.User(user).PostAsync($"{Path}/plan", spec);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(isSent, (bool)answer.Json["askedPlugins"]!);
        Assert.Equal(isSent, !receiver.Requests.IsEmpty);
    }

    [Fact]
    public async Task Plan_ViewerNamesASecretThatIsNone_IsNotTold()
    {
        var spec = CloudSpec("no-such");

        var viewers = await _host.User("viewer").PostAsync($"{Path}/plan", spec);
        var editors = await Foo.PostAsync($"{Path}/plan", spec);

        Assert.DoesNotContain("no-such", viewers.Text, StringComparison.Ordinal);
        Assert.Contains("no-such", editors.Text, StringComparison.Ordinal);
    }

    private string CloudSpec(string secret) =>
        $"version: '1'\nname: {_name}\ngroups:\n  web:\n    size: 1\n    resourcePlugin: {{ name: digitalOcean }}\n"
        + $"    resourceProperties: {{ regions: [nyc3], instanceType: standard, memory: 1, token: '${{secret:{secret}}}' }}\n";
}
