using System.Net;
using Kadende.Core.Events;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>Secrets reach the machine and nobody else.</summary>
public sealed class SecretTests(AzuriteFixture azurite)
{
    private const string Planted = "xyzzy-planted-7f3a9c";

    /// <summary>The machine writes it to its console, the check tells it as its reason, and both are kept as evidence of a repair.</summary>
    private const string Leaky = """
              web:
                size: 2
                resourcePlugin: { name: process }
                resourceProperties: { environment: { PASSWORD: "${secret:db}" } }
                init: |
                  echo "console $PASSWORD"
                  echo "$PASSWORD" > told
                  exec sleep 300
                health:
                  interval: 1s
                  grace: 0s
                  unhealthyAfter: 1
                  checks: [{ type: command, run: 'printf "check %s\n" "$(cat told)"; exit 1' }]
                repair: { maxInFlight: 1, breaker: 100% }
        """;

    [Fact]
    public async Task Apply_PlantedSecret_IsInNoTableEventLogPlanOrAnswer()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        var folder = installation.Folder("secrets");
        await File.WriteAllTextAsync(Path.Combine(folder, "db"), Planted, TestContext.Current.CancellationToken);
        await using var host = await HostProcess.StartAsync(
            installation,
            ("Kadende:Secrets:Folder", folder),
            ("Logging:LogLevel:Default", "Debug")
        );
        var cluster = host.Foo.Cluster(TestCluster.NewName());
        var spec = Specs.Of(cluster.Name, Leaky);
        var plan = await host.Foo.PostAsync($"{cluster.Path}/plan", spec);

        await cluster.PutAsync(spec);
        var node = await RepairedAsync(cluster);
        var answers = await AnswersAsync(cluster, node);

        Assert.Equal(HttpStatusCode.OK, plan.Status);
        Assert.Contains(Planted, await ToldOnDiskAsync(installation), StringComparison.Ordinal);
        var log = await host.Foo.GetAsync($"{cluster.Path}/nodes/{node}/log?size=1000");
        Assert.Contains("console ${secret:db}", log.Text, StringComparison.Ordinal);
        Assert.All([plan.Text, .. answers], text => Assert.DoesNotContain(Planted, text, StringComparison.Ordinal));
        Assert.DoesNotContain(
            Planted,
            await installation.RowsAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(Planted, host.Output, StringComparison.Ordinal);
        await cluster.DeleteAsync();
    }

    [Fact]
    public async Task Apply_UnknownSecret_IsAFaultAtItsPlace()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        await using var host = await InProcessHost.StartAsync(installation);
        var name = TestCluster.NewName();

        var answer = await host.Foo.PutAsync(
            $"/api/clusters/{name}",
            Specs.Of(name, Specs.Group("web", 1, "process", "{ environment: { A: '${secret:nowhere}' } }"))
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("There is no secret 'nowhere'", answer.Text, StringComparison.Ordinal);
        Assert.Contains("groups/web/resourceProperties/environment/A", answer.Text, StringComparison.Ordinal);
    }

    /// <returns>A node that was replaced.</returns>
    private static async Task<string> RepairedAsync(TestCluster cluster)
    {
        var events = await Deadline.UntilAsync(
            "a node is replaced",
            cluster.EventsAsync,
            events => events.Any(told => told is { Kind: EventKind.NodeDeleting, Reason: "Unhealthy" })
        );
        return events.First(told => told is { Kind: EventKind.NodeDeleting, Reason: "Unhealthy" }).Node!;
    }

    private static async Task<IReadOnlyList<string>> AnswersAsync(TestCluster cluster, string node)
    {
        string[] paths =
        [
            "",
            "/nodes?size=1000",
            $"/nodes/{node}/why",
            $"/nodes/{node}/log?size=1000",
            "/groups/web",
            "/groups/web/why",
            "/events?size=1000",
            "/generations",
            "/generations/1",
        ];
        var answers = new List<string>();
        foreach (var path in paths)
        {
            answers.Add((await cluster.Api.GetAsync($"{cluster.Path}{path}")).Text);
        }

        answers.Add((await cluster.Api.GetAsync("/api/plugins")).Text);
        return answers;
    }

    /// <summary>What the machines wrote for themselves: they have it.</summary>
    private static async Task<string> ToldOnDiskAsync(Installation installation)
    {
        var texts = await Task.WhenAll(
            Directory
                .EnumerateFiles(installation.Folder("processes"), "told", SearchOption.AllDirectories)
                .Select(path => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))
        );
        return string.Concat(texts);
    }
}
