using Kadende.Core.Webhooks;
using Kadende.LocalHost.Webhooks;
using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Api.Tests.LocalHost;

public sealed class WebhookAgendaTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<Stored<Webhook>> Hooks = [Hook("w1"), Hook("w2")];

    private readonly WebhookAgenda _agenda = new(TimeSpan.FromMinutes(1));

    [Fact]
    public void Take_First_IsEveryWebhookOverAllClusters()
    {
        var turns = _agenda.Take(Hooks, [], Now);

        Assert.Equal(["w1", "w2"], turns.Select(turn => turn.Webhook.Value.Id));
        Assert.All(turns, turn => Assert.Null(turn.Only));
        Assert.False(_agenda.HasWork(Now.AddSeconds(59)));
        Assert.True(_agenda.HasWork(Now.AddSeconds(60)));
    }

    [Fact]
    public void Take_News_IsOverThoseClustersOnce()
    {
        _agenda.Take(Hooks, [], Now);
        _agenda.Hear(new HashSet<string>(StringComparer.Ordinal) { "c1" });

        var turns = _agenda.Take(Hooks, [], Now.AddSeconds(1));

        Assert.All(turns, turn => Assert.Equal(["c1"], turn.Only!));
        Assert.False(_agenda.HasWork(Now.AddSeconds(2)));
    }

    [Fact]
    public void Take_Running_GetsATurnOverAllAfterwards()
    {
        _agenda.Take(Hooks, [], Now);
        _agenda.Hear(new HashSet<string>(StringComparer.Ordinal) { "c1" });

        var turns = _agenda.Take(Hooks, ["w1"], Now.AddSeconds(1));
        var later = _agenda.Take(Hooks, [], Now.AddSeconds(2));

        Assert.Equal("w2", Assert.Single(turns).Webhook.Value.Id);
        Assert.Equal(("w1", null), (Assert.Single(later).Webhook.Value.Id, later[0].Only));
    }

    [Fact]
    public void Take_WokenOne_IsAloneAndOnlyWhenItsTimeHasCome()
    {
        _agenda.Take(Hooks, [], Now);
        _agenda.WakeAt("w2", Now.AddSeconds(10));

        Assert.False(_agenda.HasWork(Now.AddSeconds(9)));
        Assert.Equal("w2", Assert.Single(_agenda.Take(Hooks, [], Now.AddSeconds(10))).Webhook.Value.Id);
        Assert.False(_agenda.HasWork(Now.AddSeconds(11)));
    }

    private static Stored<Webhook> Hook(string id) =>
        new(
            new Webhook
            {
                Id = id,
                Team = "blue",
                Url = "https://hooks.example.org/",
                SealedSecret = "",
                CreatedAt = Now,
                CreatedBy = "ann",
                Since = Now,
                FreshFrom = Now,
            },
            "etag"
        );
}
