using System.Net;
using System.Text.Json.Nodes;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.TestKit.Azurite;
using Kadende.TestKit.Webhooks;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>What happens in clusters reaches receivers, whatever the receivers do.</summary>
public sealed class WebhookTests(AzuriteFixture azurite)
{
    private const string Path = "/api/teams/default/webhooks";

    private static readonly (string Key, string Value)[] Settings =
    [
        ("Kadende:Webhooks:Networks:Allow:0", "127.0.0.0/8"),
        ("Kadende:Webhooks:RetryFrom", "00:00:00.5"),
        ("Kadende:Webhooks:RetryTo", "00:00:01"),
        ("Kadende:Webhooks:PollInterval", "00:00:02"),
    ];

    [Fact]
    public async Task Cluster_FromItsBirthToItsEnd_IsToldInTheOrderOfItsLog()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        await using var host = await InProcessHost.StartAsync(installation, Settings);
        await using var receiver = await WebhookReceiver.StartAsync(Deadline.Token);
        var secret = await AddAsync(host.Foo, receiver.Url);
        var cluster = host.Foo.Cluster(TestCluster.NewName());

        var view = await cluster.ReachAsync(Specs.Of(cluster.Name, Specs.Group("web", 3, "simulated")));
        await cluster.DeleteAsync();
        var received = await UntilAsync(receiver, "ClusterDeleted");

        var log = await EventsAsync(installation, view.Id);
        Assert.Equal(log, received.Select(one => one.Id));
        Assert.All(received, one => Assert.True(one.IsSignedWith(secret)));
        Assert.All(received, one => Assert.Equal($"/clusters/{view.Id}", (string?)one.Json["source"]));
    }

    [Fact]
    public async Task Receiver_DownThenUp_HasEverythingInOrder()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        await using var host = await InProcessHost.StartAsync(installation, Settings);
        await using var receiver = await WebhookReceiver.StartAsync(Deadline.Token);
        await AddAsync(host.Foo, receiver.Url);
        var cluster = host.Foo.Cluster(TestCluster.NewName());
        receiver.Status = 500;
        await cluster.ReachAsync(Specs.Of(cluster.Name, Specs.Group("web", 2, "simulated")));
        await Deadline.UntilAsync(
            "it was tried more than once",
            () => Task.FromResult(receiver.Received),
            received => received.Count > 1
        );
        var failed = receiver.Received.Select(one => one.Id).Distinct(StringComparer.Ordinal).ToList();

        receiver.Status = 200;
        await cluster.SizeAsync("web", 3);
        await cluster.DeleteAsync();
        var received = await UntilAsync(receiver, "ClusterDeleted");

        var told = received.Select(one => one.Id).Distinct(StringComparer.Ordinal).ToList();
        Assert.Single(failed);
        Assert.Equal(told.Order(StringComparer.Ordinal), told);
        Assert.Equal(2, received.Count(one => one.Kind is "GroupChanged" or "ClusterDeleted"));
    }

    [Fact]
    public async Task Receiver_ThatHangs_HoldsUpNeitherPassesNorOthers()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        await using var host = await InProcessHost.StartAsync(installation, Settings);
        await using var hanging = await WebhookReceiver.StartAsync(Deadline.Token);
        await using var well = await WebhookReceiver.StartAsync(Deadline.Token);
        hanging.Answer = (http, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
        await AddAsync(host.Foo, hanging.Url);
        await AddAsync(host.Foo, well.Url);
        var cluster = host.Foo.Cluster(TestCluster.NewName());

        await cluster.ReachAsync(Specs.Of(cluster.Name, Specs.Group("web", 2, "simulated")));
        await cluster.SizeAsync("web", 4);
        await cluster.DeleteAsync();
        await UntilAsync(well, "ClusterDeleted");

        // The only event that the other was sent so far is the first one.
        Assert.Single(hanging.Received.Select(one => one.Id).Distinct(StringComparer.Ordinal));
        hanging.Status = 200;
    }

    [Fact]
    public async Task Secret_IsInNoLineOfTheHostAndNoRow()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        await using var host = await HostProcess.StartAsync(
            installation,
            [.. Settings, ("Logging:LogLevel:Default", "Trace")]
        );
        await using var receiver = await WebhookReceiver.StartAsync(Deadline.Token);
        var secret = await AddAsync(host.Foo, $"{receiver.Url}?key=xyzzy-planted");
        var cluster = host.Foo.Cluster(TestCluster.NewName());

        await cluster.ReachAsync(Specs.Of(cluster.Name, Specs.Group("web", 1, "simulated")));
        await cluster.DeleteAsync();
        await UntilAsync(receiver, "ClusterDeleted");

        var rows = await installation.RowsAsync(Deadline.Token);
        Assert.DoesNotContain(secret["whsec_".Length..], rows, StringComparison.Ordinal);
        Assert.DoesNotContain(secret["whsec_".Length..], host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("xyzzy-planted", host.Output, StringComparison.Ordinal);
    }

    /// <returns>The secret.</returns>
    private static async Task<string> AddAsync(ApiClient api, string url)
    {
        var answer = await api.AskAsync(Path, $$"""{"url": "{{url}}"}""");
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return (string)JsonNode.Parse(answer.Text)!["secret"]!;
    }

    private static Task<IReadOnlyList<ReceivedWebhook>> UntilAsync(WebhookReceiver receiver, string kind) =>
        Deadline.UntilAsync(
            $"{kind} is received",
            () => Task.FromResult(receiver.Received),
            received => received.Any(one => one.Kind == kind)
        );

    /// <summary>The ids of a log, also of one whose cluster is gone.</summary>
    private static async Task<IReadOnlyList<string>> EventsAsync(Installation installation, string cluster)
    {
        await using var store = installation.OpenStore();
        var page = await store.Clusters.ReadEventsAsync(
            cluster,
            new Runtime.Stores.EventQuery { Size = 1000 },
            Deadline.Token
        );
        return [.. page.Items.Select(one => one.Id)];
    }
}
