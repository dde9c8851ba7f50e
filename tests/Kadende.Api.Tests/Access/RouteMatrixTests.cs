using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kadende.Core.Access;
using Xunit;
using Team = Kadende.Api.Tests.Management.Team;

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
        await _host.Admin.PutAsync($"/api/clusters/{_cluster}?team=bar", Specs.Of(_cluster));
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
    public async Task Member_EveryRouteOfTheOwnTeam_GoesByTheRole(string user, string role) =>
        GoesByTheRole(role, await AskAsync(_host.User(user), route => route.Path(_cluster, "foo")));

    [Theory]
    [InlineData(RouteRules.Viewer)]
    [InlineData(RouteRules.Operator)]
    [InlineData(RouteRules.Editor)]
    [InlineData(RouteRules.Admin)]
    public async Task MemberAddedByTheApi_EveryRoute_GoesByTheRoleInTheOwnTeamOnly(string role)
    {
        var team = await Team.AddAsync(_host);
        await _host.Admin.PutAsync($"/api/clusters/{_cluster}?team={team.Name}", Specs.Of(_cluster));
        var (_, client) = await team.JoinAsync(role);

        var own = await AskAsync(client, route => route.Path(_cluster, team.Name));
        var foreign = await AskAsync(client, route => route.Path(_cluster, "bar"));

        GoesByTheRole(role, own);
        Assert.All(
            own.Where(one => one.Needed == RouteRules.SignIn && one.Route.Method == HttpMethod.Get),
            one => Assert.Equal((one.Name, HttpStatusCode.OK), (one.Name, one.Answer.Status))
        );
        IsNotThere(foreign);
    }

    [Theory]
    [InlineData(RouteRules.Viewer)]
    [InlineData(RouteRules.Operator)]
    [InlineData(RouteRules.Editor)]
    [InlineData(RouteRules.Admin)]
    public async Task TokenOfATeam_EveryRoute_GoesByItsRoleInItsTeamOnly(string role)
    {
        var team = await Team.AddAsync(_host);
        await _host.Admin.PutAsync($"/api/clusters/{_cluster}?team={team.Name}", Specs.Of(_cluster));
        var client = _host.As(await Team.TokenAsync(_host.Admin, $"{team.Path}/tokens", $"\"role\": \"{role}\""));

        var own = await AskAsync(client, route => route.Path(_cluster, team.Name));
        var foreign = await AskAsync(client, route => route.Path(_cluster, "bar"));

        GoesByTheRole(role, own.Where(one => one.Needed != RouteRules.SignIn));
        IsNotThere(foreign);
    }

    [Fact]
    public async Task Administrator_EveryRoute_IsLetIn() =>
        GoesByTheRole(RouteRules.Administrator, await AskAsync(_host.Admin, route => route.Path(_cluster, "foo")));

    [Theory]
    [InlineData("viewer")]
    [InlineData("operator")]
    [InlineData("foo")]
    [InlineData("boss")]
    public async Task Foreigner_EveryRouteOfATeam_SeesNothingThatIsThere(string user)
    {
        var there = await AskAsync(_host.User(user), route => route.Path(_cluster, "bar"));
        var nowhere = await AskAsync(_host.User(user), route => route.Path(_cluster, "nosuch"));

        var pairs = there.Zip(nowhere).Where(pair => IsOfTeam(pair.First.Needed)).ToList();
        IsNotThere(there);
        Assert.All(pairs, pair => Assert.Equal(Words(pair.Second.Answer, "nosuch"), Words(pair.First.Answer, "bar")));
        Assert.All(
            there.Where(one => one.Needed == RouteRules.Administrator),
            one => Assert.Equal((one.Name, HttpStatusCode.Forbidden), (one.Name, one.Answer.Status))
        );
    }

    private static void IsNotThere(IEnumerable<Asked> answers) =>
        Assert.All(
            answers.Where(one => IsOfTeam(one.Needed)),
            one => Assert.Equal((one.Name, HttpStatusCode.NotFound), (one.Name, one.Answer.Status))
        );

    private static void GoesByTheRole(string role, IEnumerable<Asked> answers) =>
        Assert.All(answers, one => Assert.Equal((one.Name, Expected(role, one.Needed)), (one.Name, one.Kind)));

    private async Task<IReadOnlyList<Asked>> AskAsync(ApiClient client, Func<Route, string> path)
    {
        var answers = new List<Asked>();
        foreach (var route in _routes)
        {
            // Bodies that nothing can be made of: whoever is let in is told so, and nothing changes between two questions.
            var content = route.Method == HttpMethod.Get ? null : new StringContent("?");
            var answer = await client.SendAsync(route.Method, path(route), content, []);
            answers.Add(new Asked(route, answer));
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

    private static bool IsOfTeam(string needed) => Rank(needed) is >= 0 and <= (int)Role.Admin;

    private static int Rank(string role) =>
        role == RouteRules.Administrator ? (int)Role.Admin + 1
        : Enum.TryParse<Role>(role, ignoreCase: true, out var known) ? (int)known
        : -1;

    private static string Words(Answer answer, string team) =>
        Trace().Replace(answer.Text.Replace($"'{team}'", "'T'", StringComparison.Ordinal), "");

    private static IEnumerable<Route> RoutesOf(KeyValuePair<string, JsonNode?> path) =>
        path.Value!.AsObject()
            .Select(operation => new Route(
                new HttpMethod(operation.Key.ToUpperInvariant()),
                path.Key,
                [.. operation.Value!["responses"]!.AsObject().Select(response => response.Key)]
            ));

    [GeneratedRegex("\"traceId\":\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex Trace();

    private sealed record Asked(Route Route, Answer Answer)
    {
        public string Name => Route.Name;

        public string Needed => RouteRules.Needed.GetValueOrDefault(Name, "nothing");

        /// <summary>Whoever is let in gets an answer that the route is described with, and what is there is there.</summary>
        public string Kind =>
            Answer.Status switch
            {
                HttpStatusCode.Unauthorized => "unauthorized",
                HttpStatusCode.Forbidden => "forbidden",
                HttpStatusCode.NotFound when !Route.MayBeMissing => "not found",
                var status when !Route.Described.Contains(Text(status)) => $"{status} is not described: {Answer.Text}",
                HttpStatusCode.OK => "in",
                var status when IsReadOfATeam => $"{status}: {Answer.Text}",
                _ => "in",
            };

        /// <summary>Whoever may read it reads it. What belongs to signing in is not for everybody who signs in.</summary>
        private bool IsReadOfATeam =>
            Route.Method == HttpMethod.Get && !Route.MayBeMissing && Needed != RouteRules.SignIn;

        public override string ToString() => $"{Name} needs {Needed}: {Answer.Text}";

        private static string Text(HttpStatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);
    }

    private sealed record Route(HttpMethod Method, string Template, IReadOnlyList<string> Described)
    {
        public string Name => $"{Method} {Template}";

        /// <summary>It names something else than a cluster, its team or its group: no such thing is there.</summary>
        public bool MayBeMissing => Rest().IsMatch(Known("c", "t"));

        public string Path(string cluster, string team)
        {
            var path = Rest().Replace(Known(cluster, team), "x");
            return Template.Contains("{team}", StringComparison.Ordinal)
                ? path
                : string.Create(CultureInfo.InvariantCulture, $"{path}?team={team}");
        }

        private string Known(string cluster, string team) =>
            Template
                .Replace("{cluster}", cluster, StringComparison.Ordinal)
                .Replace("{team}", team, StringComparison.Ordinal)
                .Replace("{path}", "web", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Rest();
}
