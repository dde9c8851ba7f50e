using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kadende.Core.Access;
using Xunit;

namespace Kadende.Api.Tests.Access;

/// <summary>Every route that the API describes, as every kind of caller, on what is one's own and on what is foreign.</summary>
public sealed partial class RouteMatrixTests(ApiFixture fixture) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private readonly ApiHost _host = fixture.Host;
    private readonly string _cluster = Specs.NewName();
    private IReadOnlyList<Route> _routes = [];

    public async ValueTask InitializeAsync()
    {
        var document = (await _host.As(null).GetAsync("/openapi/v1.json")).Json;
        _routes = [.. document["paths"]!.AsObject().SelectMany(RoutesOf)];
        await _host.Admin.PutAsync($"/api/clusters/{_cluster}?team=foo", Specs.Of(_cluster));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Document_EveryRoute_HasARule()
    {
        var unruled = _routes.Select(route => route.Name).Except(RouteRules.Needed.Keys, StringComparer.Ordinal);
        var stale = RouteRules.Needed.Keys.Except(_routes.Select(route => route.Name), StringComparer.Ordinal);

        Assert.Empty(unruled);
        Assert.Empty(stale);
    }

    [Fact]
    public async Task Stranger_EveryClosedRoute_IsUnauthorized()
    {
        var answers = await AskAsync(_host.As(null), route => route.Path(_cluster, "foo"));

        Assert.All(
            answers.Where(one => one.Needed != RouteRules.Open),
            one => Assert.Equal((one.Name, HttpStatusCode.Unauthorized), (one.Name, one.Answer.Status))
        );
        Assert.All(
            answers.Where(one => one.Needed == RouteRules.Open),
            one => Assert.NotEqual((one.Name, HttpStatusCode.Unauthorized), (one.Name, one.Answer.Status))
        );
    }

    [Theory]
    [InlineData("viewer", RouteRules.Viewer)]
    [InlineData("operator", RouteRules.Operator)]
    [InlineData("foo", RouteRules.Editor)]
    [InlineData("boss", RouteRules.Admin)]
    public async Task Member_EveryRouteOfTheOwnTeam_GoesByTheRole(string user, string role)
    {
        var answers = await AskAsync(_host.User(user), route => route.Path(_cluster, "foo"));

        Assert.All(answers, one => Assert.Equal((one.Name, Expected(role, one.Needed)), (one.Name, Kind(one.Answer))));
    }

    [Fact]
    public async Task Administrator_EveryRoute_IsLetIn()
    {
        var answers = await AskAsync(_host.Admin, route => route.Path(_cluster, "foo"));

        Assert.All(
            answers,
            one =>
                Assert.Equal((one.Name, Expected(RouteRules.Administrator, one.Needed)), (one.Name, Kind(one.Answer)))
        );
    }

    [Fact]
    public async Task Foreigner_EveryRouteOfATeam_SeesNothingThatIsThere()
    {
        var there = await AskAsync(_host.User("bar"), route => route.Path(_cluster, "foo"));
        var nowhere = await AskAsync(_host.User("bar"), route => route.Path(_cluster, "nosuch"));

        var pairs = there.Zip(nowhere).Where(pair => IsOfTeam(pair.First.Needed)).ToList();
        Assert.All(
            pairs,
            pair =>
                Assert.Equal((pair.First.Name, HttpStatusCode.NotFound), (pair.First.Name, pair.First.Answer.Status))
        );
        Assert.All(pairs, pair => Assert.Equal(Words(pair.Second.Answer, "nosuch"), Words(pair.First.Answer, "foo")));
    }

    [Fact]
    public async Task Foreigner_EveryRouteOfTheInstallation_IsForbidden()
    {
        var answers = await AskAsync(_host.User("bar"), route => route.Path(_cluster, "foo"));

        Assert.All(
            answers.Where(one => one.Needed == RouteRules.Administrator),
            one => Assert.Equal((one.Name, HttpStatusCode.Forbidden), (one.Name, one.Answer.Status))
        );
    }

    private async Task<IReadOnlyList<Asked>> AskAsync(ApiClient client, Func<Route, string> path)
    {
        var answers = new List<Asked>();
        foreach (var route in _routes)
        {
            // Bodies that nothing can be made of: whoever is let in is told so, and nothing changes between two questions.
            var content = route.Method == HttpMethod.Get ? null : new StringContent("?");
            var answer = await client.SendAsync(route.Method, path(route), content, []);
            answers.Add(new Asked(route.Name, RouteRules.Needed.GetValueOrDefault(route.Name, "nothing"), answer));
        }

        return answers;
    }

    private static string Expected(string role, string needed) =>
        needed switch
        {
            RouteRules.Open or RouteRules.SignIn => "in",
            RouteRules.OwnToken => "unauthorized",
            _ => Rank(role) >= Rank(needed) ? "in" : "forbidden",
        };

    private static string Kind(Answer answer) =>
        answer.Status switch
        {
            HttpStatusCode.Unauthorized => "unauthorized",
            HttpStatusCode.Forbidden => "forbidden",
            >= HttpStatusCode.InternalServerError => answer.Text,
            _ => "in",
        };

    private static bool IsOfTeam(string needed) => Rank(needed) is >= 0 and <= (int)Role.Admin;

    private static int Rank(string role) =>
        role == RouteRules.Administrator ? (int)Role.Admin + 1
        : Enum.TryParse<Role>(role, ignoreCase: true, out var known) ? (int)known
        : -1;

    private static string Words(Answer answer, string team) =>
        Trace().Replace(answer.Text.Replace($"'{team}'", "'T'", StringComparison.Ordinal), "");

    private static IEnumerable<Route> RoutesOf(KeyValuePair<string, JsonNode?> path) =>
        path.Value!.AsObject()
            .Select(operation => new Route(new HttpMethod(operation.Key.ToUpperInvariant()), path.Key));

    [GeneratedRegex("\"traceId\":\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex Trace();

    private sealed record Asked(string Name, string Needed, Answer Answer)
    {
        public override string ToString() => $"{Name} needs {Needed}: {Answer.Text}";
    }

    private sealed record Route(HttpMethod Method, string Template)
    {
        public string Name => $"{Method} {Template}";

        public string Path(string cluster, string team)
        {
            var path = Template
                .Replace("{cluster}", cluster, StringComparison.Ordinal)
                .Replace("{team}", team, StringComparison.Ordinal)
                .Replace("{path}", "web", StringComparison.Ordinal);
            path = Rest().Replace(path, "x");
            return Template.Contains("{team}", StringComparison.Ordinal)
                ? path
                : string.Create(CultureInfo.InvariantCulture, $"{path}?team={team}");
        }
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Rest();
}
