using System.Net;
using Kadende.Core.Events;
using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Api.Tests;

public sealed class ClusterRouteTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;
    private readonly string _name = Specs.NewName();

    private ApiClient Foo => _host.User("foo");

    private string Path => $"/api/clusters/{_name}";

    [Fact]
    public async Task Post_NewSpec_CreatesTheCluster()
    {
        var answer = await Foo.PostAsync("/api/clusters", Specs.Of(_name));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("\"1\"", answer.ETag);
        Assert.Equal($"/api/clusters/{answer.Json["id"]}", answer.Headers.Location!.ToString());
        Assert.Equal("Changing", (string?)answer.Json["state"]);
        Assert.Equal("foo", (string?)answer.Json["team"]);
        Assert.Equal(["web", "back/db"], answer.Json["groups"]!.AsArray().Select(group => (string?)group!["path"]));
    }

    [Fact]
    public async Task Post_NewSpec_AsksForAPassAndTellsWhoDidIt()
    {
        var id = (string?)(await Foo.PostAsync("/api/clusters", Specs.Of(_name))).Json["id"];

        var events = await Foo.GetAsync($"{Path}/events");
        Assert.Contains(id, _host.Starter.Asked);
        var told = Assert.Single(events.Json["items"]!.AsArray())!;
        Assert.Equal("ClusterCreated", (string?)told["kind"]);
        Assert.Equal("foo", (string?)told["actor"]);
        Assert.Equal(id, (string?)told["cluster"]);
    }

    [Fact]
    public async Task Post_JsonSpec_CreatesTheCluster()
    {
        var json = $$"""
            {
              "version": "1",
              "name": "{{_name}}",
              "groups": { "web": { "size": 1, "resourcePlugin": { "name": "simulated" } } }
            }
            """;

        var answer = await Foo.PostAsync("/api/clusters", json, "application/json");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Fact]
    public async Task Post_NameTaken_IsAConflict()
    {
        await Foo.PostAsync("/api/clusters", Specs.Of(_name));

        var answer = await Foo.PostAsync("/api/clusters", Specs.Of(_name, size: 5));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains(_name, answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SameNameManyTimesAtOnce_OneWins()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Foo.PostAsync("/api/clusters", Specs.Of(_name)))
        );

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Post_FaultySpec_ListsEveryFaultAndStoresNothing()
    {
        var spec = Specs.Of(_name, size: -1).Replace("logicalIds: [a, b]", "colour: red", StringComparison.Ordinal);

        var answer = await Foo.PostAsync("/api/clusters", spec);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
        var faults = answer.Json["faults"]!.AsArray();
        Assert.Contains(faults, fault => (string?)fault!["path"] == "groups/web/size" && (int)fault["line"]! == 5);
        Assert.Contains(faults, fault => (string?)fault!["path"] == "groups/back/db/colour");
        Assert.Equal(HttpStatusCode.NotFound, (await Foo.GetAsync(Path)).Status);
    }

    [Fact]
    public async Task Get_ByNameAndById_GivesTheSameCluster()
    {
        var id = (string?)(await Foo.PostAsync("/api/clusters", Specs.Of(_name))).Json["id"];

        var (byName, byId) = (await Foo.GetAsync(Path), await Foo.GetAsync($"/api/clusters/{id}"));

        Assert.Equal(HttpStatusCode.OK, byName.Status);
        Assert.Equal(byName.Text, byId.Text);
        Assert.Equal(Specs.Of(_name), (string?)byName.Json["spec"]);
    }

    [Theory]
    [InlineData("application/yaml", "application/yaml")]
    [InlineData("text/yaml;q=0.9, application/json;q=0.1", "application/yaml")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json, application/yaml;q=0.5", "application/json")]
    public async Task Get_Accept_ChoosesBetweenJsonAndTheSpec(string accept, string type)
    {
        await Foo.PostAsync("/api/clusters", Specs.Of(_name));

        var answer = await Foo.GetAsync(Path, ("Accept", accept));

        Assert.Equal(type, answer.MediaType);
        Assert.Equal("\"1\"", answer.ETag);
    }

    [Fact]
    public async Task Get_AcceptYaml_IsTheTextAsWritten()
    {
        var spec = Specs.Of(_name) + "\n# a word of mine\n";
        await Foo.PostAsync("/api/clusters", spec);

        var answer = await Foo.GetAsync(Path, ("Accept", "application/yaml"));

        Assert.Equal(spec, answer.Text);
    }

    [Fact]
    public async Task Put_UnknownNameOfTheSpec_Creates()
    {
        var answer = await Foo.PutAsync(Path, Specs.Of(_name));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Fact]
    public async Task Put_UnknownIdOfTheSpec_CreatesWithThatId()
    {
        var id = Specs.NewName();

        var answer = await Foo.PutAsync($"/api/clusters/{id}", $"id: {id}\n{Specs.Of(_name)}");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(id, (string?)answer.Json["id"]);
    }

    [Fact]
    public async Task Put_UnknownNameThatTheSpecDoesNotHave_IsNotFoundAndSaysWhatToDo()
    {
        var answer = await Foo.PutAsync($"/api/clusters/{Specs.NewName()}", Specs.Of(_name));

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("POST", answer.Detail, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Put_ChangedSpec_IsTheNextGenerationWithAnEvent()
    {
        await Foo.PutAsync(Path, Specs.Of(_name));

        var answer = await Foo.PutAsync(Path, Specs.Of(_name, size: 3, version: "2"));

        Assert.Equal((HttpStatusCode.OK, "\"2\""), (answer.Status, answer.ETag));
        Assert.Equal((2, "2"), ((int)answer.Json["generation"]!, (string?)answer.Json["version"]));
        var events = await Foo.GetAsync($"{Path}/events?kind=ClusterChanged");
        Assert.Equal("foo", (string?)Assert.Single(events.Json["items"]!.AsArray())!["actor"]);
    }

    [Fact]
    public async Task Put_SameText_ChangesNothing()
    {
        await Foo.PutAsync(Path, Specs.Of(_name));

        var answer = await Foo.PutAsync(Path, Specs.Of(_name));

        Assert.Equal((HttpStatusCode.OK, "\"1\""), (answer.Status, answer.ETag));
    }

    [Fact]
    public async Task Put_OtherNameOrId_IsAFault()
    {
        await Foo.PutAsync(Path, Specs.Of(_name));

        var answer = await Foo.PutAsync(Path, $"id: other\n{Specs.Of(Specs.NewName())}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(["id", "name"], answer.Json["faults"]!.AsArray().Select(fault => (string?)fault!["path"]));
    }

    [Fact]
    public async Task Put_StaleIfMatch_IsRefusedWithTheCurrentTag()
    {
        await Foo.PutAsync(Path, Specs.Of(_name));
        await Foo.PutAsync(Path, Specs.Of(_name, size: 3), ("If-Match", "\"1\""));

        var answer = await Foo.PutAsync(Path, Specs.Of(_name, size: 4), ("If-Match", "\"1\""));

        Assert.Equal((HttpStatusCode.PreconditionFailed, "\"2\""), (answer.Status, answer.ETag));
        Assert.Contains("size: 3", (string?)(await Foo.GetAsync(Path)).Json["spec"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_ManyAtOnceWithIfMatch_OneWins()
    {
        await Foo.PutAsync(Path, Specs.Of(_name));

        var answers = await Task.WhenAll(
            Enumerable.Range(3, 6).Select(size => Foo.PutAsync(Path, Specs.Of(_name, size), ("If-Match", "\"1\"")))
        );

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
    }

    [Theory]
    [InlineData("If-Match", "3")]
    [InlineData("If-Match", "\"abc\"")]
    [InlineData("If-Match", "W/\"3\"")]
    [InlineData("If-None-Match", "\"3\"")]
    public async Task Put_ConditionThatCannotBeRead_IsABadRequest(string header, string value)
    {
        var answer = await Foo.PutAsync(Path, Specs.Of(_name), (header, value));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(header, answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_IfNoneMatchOnAClusterThatExists_IsRefused()
    {
        var first = await Foo.PutAsync(Path, Specs.Of(_name), ("If-None-Match", "*"));

        var second = await Foo.PutAsync(Path, Specs.Of(_name, size: 9), ("If-None-Match", "*"));

        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "\"1\""), (second.Status, second.ETag));
    }

    [Fact]
    public async Task Put_IfMatchOnAClusterThatDoesNotExist_CreatesNothing()
    {
        var answer = await Foo.PutAsync(Path, Specs.Of(_name), ("If-Match", "*"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Foo.GetAsync(Path)).Status);
    }

    [Fact]
    public async Task Delete_Cluster_IsOnItsWayOutAndTakesNoChanges()
    {
        await Foo.PutAsync(Path, Specs.Of(_name));

        var answer = await Foo.DeleteAsync(Path);

        Assert.Equal((HttpStatusCode.Accepted, "Deleting"), (answer.Status, (string?)answer.Json["state"]));
        Assert.Equal(HttpStatusCode.Conflict, (await Foo.PutAsync(Path, Specs.Of(_name, size: 7))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Foo.PatchAsync($"{Path}/groups/web", """{"size": 7}""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Foo.PostAsync($"{Path}/plan", Specs.Of(_name))).Status);
    }

    [Fact]
    public async Task Delete_Twice_IsToldOnce()
    {
        await Foo.PutAsync(Path, Specs.Of(_name));
        await Foo.DeleteAsync(Path);

        var answer = await Foo.DeleteAsync(Path);

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var events = await Foo.GetAsync($"{Path}/events?kind=ClusterDeleting");
        Assert.Single(events.Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Delete_StaleIfMatch_IsRefused()
    {
        await Foo.PutAsync(Path, Specs.Of(_name));

        var answer = await Foo.DeleteAsync(Path, ("If-Match", "\"7\""));

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.Status);
        Assert.Equal("Changing", (string?)(await Foo.GetAsync(Path)).Json["state"]);
    }

    [Fact]
    public async Task Delete_ForgottenCluster_IsNotFound()
    {
        var token = TestContext.Current.CancellationToken;
        await Foo.PutAsync(Path, Specs.Of(_name));
        var stored = await _host.Clusters.FindAsync("foo", _name, token);
        await _host.Clusters.ForgetAsync(
            Assert.IsType<Stored<Core.Clusters.Cluster>>(stored),
            new ClusterEvent
            {
                Kind = EventKind.ClusterDeleted,
                Reason = "Gone",
                Message = "Gone.",
            },
            token
        );

        var answer = await Foo.DeleteAsync(Path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }
}
