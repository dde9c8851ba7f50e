using System.Net;
using System.Text.Json.Nodes;
using Kadende.Core.Events;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.TestKit.Azurite;
using Kadende.TestKit.Webhooks;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>
/// Every kind of secret and token that an installation knows is planted, used, and used wrongly; then everything that the installation
/// keeps and tells is searched for them.
/// </summary>
public sealed class PlantedTests(AzuriteFixture azurite)
{
    private const string OfInstallation = "xyzzy-planted-installation";
    private const string OfTeam = "xyzzy-planted-team";
    private const string InUrl = "xyzzy-planted-url";

    /// <summary>A token as issuers sign them, of one that is not known here.</summary>
    private const string OfAnIssuer =
        "eyJhbGciOiJSUzI1NiIsImtpZCI6Inh5enp5In0.eyJzdWIiOiJ4eXp6eSIsImlzcyI6Imh0dHBzOi8vaXNzdWVyLmV4YW1wbGUifQ.eHl6enktcGxhbnRlZC1zaWduYXR1cmU";

    /// <summary>The machine tells all it knows on its console and by its check, and is replaced for it.</summary>
    private const string Leaky = """
              web:
                size: 1
                resourcePlugin: { name: process }
                resourceProperties: { environment: { A: "${secret:installation}", B: "${secret:own}" } }
                init: |
                  echo "console $A $B"
                  echo "$A $B" > told
                  printf '%s' '{{ node.heartbeatToken }}' > token
                  exec sleep 300
                health:
                  interval: 1s
                  grace: 0s
                  unhealthyAfter: 1
                  checks: [{ type: command, run: 'cat told; exit 1' }]
                repair: { breaker: 100% }
        """;

    [Fact]
    public async Task Everything_ThatIsKeptOrTold_HasNoneOfThem()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        await using var collector = await WebhookReceiver.StartAsync(Deadline.Token);
        await using var receiver = await WebhookReceiver.StartAsync(Deadline.Token);
        await using var host = await StartAsync(installation, collector);
        var cluster = host.Foo.Cluster(TestCluster.NewName());
        var told = new List<string>();

        var tokens = await PlantAsync(host, receiver, told);
        await cluster.PutAsync(Specs.Of(cluster.Name, Leaky));
        await Deadline.UntilAsync(
            "a node is replaced",
            cluster.EventsAsync,
            events => events.Any(one => one is { Kind: EventKind.NodeDeleting, Reason: "Unhealthy" })
        );
        var heartbeats = await HeartbeatTokensAsync(installation);
        foreach (var token in heartbeats)
        {
            var beat = await new ApiClient(host.Address, token).AskAsync("/api/heartbeat");
            told.Add(beat.Text);
        }

        foreach (var token in tokens.Append(OfAnIssuer))
        {
            told.AddRange(await UseAsync(host, cluster, token));
        }

        told.AddRange(await AnswersAsync(cluster));
        await Deadline.UntilAsync(
            "the receiver of webhooks heard of it",
            () => Task.FromResult(receiver.Received),
            received => received.Any(one => one.Kind == nameof(EventKind.NodeDeleting))
        );
        await Deadline.UntilAsync(
            "the collector of traces heard of the requests and of passes",
            () => Task.FromResult(string.Concat(collector.Received.Select(one => one.Body))),
            traces =>
                traces.Contains("/nodes/{node}/log", StringComparison.Ordinal)
                && traces.Contains("provider create", StringComparison.Ordinal)
        );
        told.AddRange(receiver.Received.Select(one => one.Body));
        told.AddRange(collector.Received.Select(one => one.Body));
        told.Add(await installation.RowsAsync(Deadline.Token));
        told.Add(host.Output);

        Assert.NotEmpty(heartbeats);
        Assert.Contains(
            told,
            text => text.Contains("console ${secret:installation} ${secret:own}", StringComparison.Ordinal)
        );
        string[] planted =
        [
            OfInstallation,
            OfTeam,
            Installation.AdminToken,
            .. heartbeats,
            .. tokens.Select(SecretOf),
            .. OfAnIssuer.Split('.'),
        ];
        Assert.All(
            planted,
            secret => Assert.All(told, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal))
        );
        // The address of a webhook is for the admins who set it, and for the table that it is kept in.
        Assert.DoesNotContain(InUrl, host.Output, StringComparison.Ordinal);
        Assert.All(collector.Received, one => Assert.DoesNotContain(InUrl, one.Body, StringComparison.Ordinal));
        await cluster.DeleteAsync();
    }

    private static async Task<HostProcess> StartAsync(Installation installation, WebhookReceiver collector)
    {
        var folder = installation.Folder("secrets");
        await File.WriteAllTextAsync(Path.Combine(folder, "installation"), OfInstallation, Deadline.Token);
        var telemetry = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        };
        return await HostProcess.StartAsync(
            installation,
            telemetry,
            ("Kadende:Secrets:Folder", folder),
            ("Kadende:Webhooks:Networks:Allow:0", "127.0.0.0/8"),
            ("Kadende:Webhooks:PollInterval", "00:00:01"),
            ("Logging:LogLevel:Default", "Trace")
        );
    }

    /// <returns>The tokens of a user and of a team, and the key that signs webhooks.</returns>
    private static async Task<IReadOnlyList<string>> PlantAsync(
        HostProcess host,
        WebhookReceiver receiver,
        List<string> told
    )
    {
        var foo = host.Foo;
        var secret = await foo.PutJsonAsync("/api/teams/default/secrets/own", $$"""{"value": "{{OfTeam}}"}""");
        told.Add(secret.Text);
        await foo.AskAsync("/api/users", """{"name": "ann"}""");
        await foo.PutJsonAsync("/api/teams/default/members/ann", """{"role": "viewer"}""");
        return
        [
            await MakeAsync("/api/users/ann/tokens", """{"name": "laptop"}""", "token"),
            await MakeAsync("/api/teams/default/tokens", """{"name": "ci", "role": "operator"}""", "token"),
            await MakeAsync("/api/teams/default/webhooks", $$"""{"url": "{{receiver.Url}}?key={{InUrl}}"}""", "secret"),
        ];

        async Task<string> MakeAsync(string path, string body, string part)
        {
            var answer = await foo.AskAsync(path, body);
            Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
            return (string)JsonNode.Parse(answer.Text)![part]!;
        }
    }

    /// <summary>Rightly, beyond its rights, for what is not there, with what is malformed, and with one letter too many.</summary>
    private static async Task<IReadOnlyList<string>> UseAsync(HostProcess host, TestCluster cluster, string token)
    {
        var (own, wrong) = (new ApiClient(host.Address, token), new ApiClient(host.Address, $"{token}x"));
        Answer[] answers =
        [
            await own.GetAsync(cluster.Path),
            await own.GetAsync("/api/whoami"),
            await own.GetAsync("/api/clusters/absent"),
            await own.PutAsync("/api/clusters/new", "groups: [ {{{"),
            await own.AskAsync("/api/users", """{"name": "eve"}"""),
            await wrong.GetAsync(cluster.Path),
            await wrong.PutAsync(cluster.Path, Specs.Of(cluster.Name, Leaky)),
        ];
        return [.. answers.Select(answer => answer.Text)];
    }

    private static async Task<IReadOnlyList<string>> AnswersAsync(TestCluster cluster)
    {
        var node = (await cluster.EventsAsync()).First(one => one.Kind == EventKind.NodeDeleting).Node;
        (string Path, string Accept)[] asked =
        [
            (cluster.Path, "application/json"),
            ($"{cluster.Path}/nodes", "application/json"),
            ($"{cluster.Path}/nodes/{node}/why", "application/json"),
            ($"{cluster.Path}/nodes/{node}/log?size=1000", "application/json"),
            ($"{cluster.Path}/groups/web/why", "application/json"),
            ($"{cluster.Path}/events?size=1000", "application/json"),
            ($"{cluster.Path}/generations/1", "application/json"),
            ("/api/audit", "application/x-ndjson"),
            ("/api/audit/installation", "application/x-ndjson"),
            ("/api/teams/default/secrets", "application/json"),
            ("/api/teams/default/tokens", "application/json"),
            ("/api/teams/default/webhooks", "application/json"),
            ("/api/users/ann/tokens", "application/json"),
            ("/api/plugins", "application/json"),
        ];
        var answers = await Task.WhenAll(asked.Select(one => cluster.Api.GetAsync(one.Path, one.Accept)));
        Assert.All(answers, answer => Assert.True(answer.Status == HttpStatusCode.OK, answer.Text));
        return [.. answers.Select(answer => answer.Text)];
    }

    /// <summary>What the machines were given.</summary>
    private static async Task<IReadOnlyList<string>> HeartbeatTokensAsync(Installation installation) =>
        await Task.WhenAll(
            Directory
                .EnumerateFiles(installation.Folder("processes"), "token", SearchOption.AllDirectories)
                .Select(path => File.ReadAllTextAsync(path, Deadline.Token))
        );

    /// <summary>What is behind the names in a token, and behind the kind of a key. The secret itself may have any sign but <c>~</c>.</summary>
    private static string SecretOf(string token)
    {
        var secret = token.Contains('~')
            ? token[(token.LastIndexOf('~') + 1)..]
            : token[(token.IndexOf('_', StringComparison.Ordinal) + 1)..];
        // A part of it would be found by chance, or not at all.
        Assert.True(secret.Length >= 40, $"{secret.Length} characters are no whole secret.");
        return secret;
    }
}
