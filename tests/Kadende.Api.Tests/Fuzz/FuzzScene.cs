using System.Net;
using Kadende.Core.Specs;
using Kadende.Runtime.Heartbeats;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Kadende.Api.Tests.Fuzz;

/// <summary>
/// What there is before the requests come: team <c>bar</c> has a cluster, a token and a webhook that tell the planted text to whoever may see
/// them; team <c>foo</c> has a cluster with a node. Callers are of every kind; who may not see what is planted knows all names of it.
/// </summary>
internal sealed class FuzzScene
{
    /// <summary>Nobody sends it: where it is told, it was read.</summary>
    public const string Planted = "planted-secret-5d1c";

    private const string Cluster = "planted";
    private const string Hidden = "bar";

    private FuzzScene(IReadOnlyList<FuzzCaller> callers) => Callers = callers;

    public IReadOnlyList<FuzzCaller> Callers { get; }

    public static string Path => $"/api/clusters/{Cluster}?team={Hidden}";

    public static async Task<FuzzScene> PlantAsync(ApiHost host, CancellationToken cancellationToken)
    {
        var spec = Specs.Of(Cluster).Replace("version: \"1\"", $"version: {Planted}", StringComparison.Ordinal);
        var made = await host.Admin.PutAsync(Path, spec);
        var id = (string)made.Json["id"]!;
        var token = await PostAsync(host, "tokens", $$"""{"name": "{{Planted}}", "role": "viewer"}""");
        var webhook = await PostAsync(host, "webhooks", $$"""{"url": "https://hooks.example.org/{{Planted}}"}""");
        string[] foreign =
        [
            Hidden,
            Cluster,
            id,
            (string)token.Json["about"]!["id"]!,
            (string)webhook.Json["webhook"]!["id"]!,
        ];
        var own = await new HandHost(host).WithAsync(HandHost.Node("n-1"));
        var beat = await host
            .Services.GetRequiredService<HeartbeatTokens>()
            .MakeAsync(new HeartbeatSubject(own.Id, GroupPath.Parse("web"), "n-1"), cancellationToken);
        return new FuzzScene([
            Of("both", true, foreign),
            Of("boss", false, [.. foreign, "foo", "foo", "foo", "x"]),
            Of("foo", false, [.. foreign, "foo", "x"]),
            Of("operator", false, [.. foreign, "foo", own.Name, own.Name, "n-1", "n-1"]),
            Of("viewer", false, [.. foreign, "foo", own.Name, "n-1"]),
            // May do everything, so it does not know what has to be there at the end.
            new FuzzCaller("admin", ApiHost.AdminToken, true, "x", "default"),
            new FuzzCaller("node", beat, false, [.. foreign, "foo", own.Name, "n-1"]),
        ]);
    }

    private static FuzzCaller Of(string user, bool maySee, IReadOnlyList<string> names) =>
        new(user, ApiHost.TokenOf(user), maySee, names);

    private static async Task<Answer> PostAsync(ApiHost host, string what, string json)
    {
        var answer = await host.Admin.PostAsync($"/api/teams/{Hidden}/{what}", json, "application/json");
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer;
    }
}
