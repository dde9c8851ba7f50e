using System.Net;
using Xunit;

namespace Kadende.Api.Tests;

public sealed class PlanRouteTests(ApiFixture fixture) : IClassFixture<ApiFixture>
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

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }
}
