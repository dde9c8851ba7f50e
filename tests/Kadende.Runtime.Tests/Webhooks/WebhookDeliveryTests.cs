using Kadende.Core.Events;
using Kadende.Core.Webhooks;
using Kadende.Runtime.Webhooks;
using Kadende.TestKit.Azurite;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kadende.Runtime.Tests.Webhooks;

public sealed class WebhookDeliveryTests(AzuriteFixture azurite) : WebhookTest(azurite)
{
    [Fact]
    public async Task Look_NewCluster_SendsItsEventsSignedAsCloudEvents()
    {
        var made = await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        await Host.CreateAsync("c1");
        await Host.TellAsync("c1", "It was changed.");

        await Host.LookAsync();

        Assert.Equal(["c1 was created.", "It was changed."], Messages);
        var first = Receiver.Received[0];
        Assert.All(Receiver.Received, one => Assert.True(one.IsSignedWith(made.Secret)));
        Assert.Equal("application/cloudevents+json; charset=utf-8", first.Headers["Content-Type"]);
        Assert.Equal(first.Id, first.Headers["webhook-id"]);
        Assert.Equal("1.0", (string?)first.Json["specversion"]);
        Assert.Equal("/clusters/c1", (string?)first.Json["source"]);
        Assert.Equal("io.kadende.cluster.created", first.Type);
        Assert.Equal(nameof(EventKind.ClusterCreated), first.Kind);
        Assert.Null(first.Json["subject"]);
    }

    [Fact]
    public async Task Look_AgainAndAgain_SendsNothingTwiceAndWritesNothing()
    {
        await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        await Host.CreateAsync("c1");
        await Host.LookAsync();
        await Host.LookAsync(200);
        var before = await RowsAsync();

        await Host.LookAsync(60);
        await Host.LookAsync(60);

        Assert.Single(Receiver.Received);
        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task Look_WhatWasBeforeTheWebhook_IsNotSent()
    {
        await Host.CreateAsync("c1");
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        await Host.TellAsync("c1", "after");

        await Host.LookAsync();

        Assert.Equal(["after"], Messages);
    }

    [Fact]
    public async Task Look_SomeClustersAndKinds_SendsOnlyThose()
    {
        await Host.AddAsync(new WebhookWish(Receiver.Url, ["shop", "c3"], [EventKind.ClusterChanged], null));
        await Host.CreateAsync("c1", "shop");
        await Host.CreateAsync("c2", "other");
        await Host.CreateAsync("c3", "third");
        await Host.TellAsync("c1", "one");
        await Host.TellAsync("c2", "two");
        await Host.TellAsync("c3", "three");

        await Host.LookAsync();

        Assert.Equal(["one", "three"], Messages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Look_ReceiverDownThenUp_LosesNothingAndKeepsTheOrder()
    {
        var made = await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        await Host.CreateAsync("c1");
        Receiver.Status = 500;
        await Host.LookAsync();
        await Host.TellAsync("c1", "two", "three");
        await Host.LookAsync(3);
        var whileDown = Receiver.Received.Count;
        Receiver.Status = 204;

        await Host.LookAsync(10);

        Assert.Equal(1, whileDown);
        Assert.Equal(["c1 was created.", "c1 was created.", "two", "three"], Messages);
        Assert.Equal(Receiver.Received[0].Id, Receiver.Received[1].Id);
        var deliveries = await Host.DeliveriesAsync(made.Webhook.Id);
        Assert.Equal([204, 204, 204, 500], deliveries.Items.Select(one => one.Status!.Value));
        Assert.Equal([1, 1, 2, 1], deliveries.Items.Select(one => one.Try));
        Assert.Null(deliveries.FailingSince);
    }

    [Fact]
    public async Task Look_RetryAfter_IsWaitedFor()
    {
        var made = await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        await Host.CreateAsync("c1");
        Receiver.Answer = (http, _) =>
        {
            http.Response.StatusCode = 429;
            http.Response.Headers.RetryAfter = "300";
            return Task.CompletedTask;
        };
        await Host.LookAsync();

        await Host.LookAsync(290);

        Assert.Single(Receiver.Received);
        Assert.InRange(
            (await Host.GetAsync(made.Webhook.Id)).NextTryAt!.Value,
            Clock.GetUtcNow().AddSeconds(5),
            Clock.GetUtcNow().AddSeconds(15)
        );
    }

    [Fact]
    public async Task Look_Redirect_IsNotFollowed()
    {
        var made = await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        await Host.CreateAsync("c1");
        Receiver.Answer = (http, _) =>
        {
            http.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };

        await Host.LookAsync();

        Assert.Single(Receiver.Received);
        Assert.Equal(302, (await Host.DeliveriesAsync(made.Webhook.Id)).Items.Single().Status);
    }

    [Fact]
    public async Task Look_CrashBetweenSendingAndWriting_SendsTheSameAgain()
    {
        await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        await Host.CreateAsync("c1");
        await Host.TellAsync("c1", "two");
        Receiver.Answer = (_, _) =>
        {
            Host.Faults.FailAfter(0);
            return Task.CompletedTask;
        };
        await Host.LookAsync();
        Receiver.Status = 200;
        await using var next = await OpenAsync(Clock, WebhookHostBench.OpenLoopback);

        await next.LookAsync(60);

        Assert.Equal(["c1 was created.", "c1 was created.", "two"], Messages);
        Assert.Equal(Receiver.Received[0].Id, Receiver.Received[1].Id);
    }

    [Fact]
    public async Task Look_TwoHostsAtOnce_SendsOnce()
    {
        await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        await Host.CreateAsync("c1");
        var other = await OpenAsync(Clock, WebhookHostBench.OpenLoopback);
        Receiver.Answer = (_, _) => other.Rounds.RunAllAsync(Token);

        await Host.LookAsync();

        Assert.Equal(["c1 was created."], Messages);
    }

    [Fact]
    public async Task Look_ClusterMadeAndGoneInBetween_SendsAllOfItOnce()
    {
        var made = await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        await Host.CreateAsync("c1");
        await Host.TellAsync("c1", "two");
        await Host.ForgetAsync("c1");

        await Host.LookAsync();
        await Host.LookAsync(200);
        await Host.LookAsync(200);
        await Host.LookAsync(4000);

        Assert.Equal(["c1 was created.", "two", "c1 is gone."], Messages);
        await Host.CreateAsync("c2");
        await Host.ForgetAsync("c2");
        await Host.LookAsync();
        await Host.LookAsync(200);
        await Host.LookAsync(200);
        Assert.Equal(5, Receiver.Received.Count);
        var cursors = await Host.Rows.ListCursorsAsync(made.Webhook.Id, Token);
        Assert.Equal(["c2"], cursors.Select(cursor => cursor.Value.ClusterId));
    }

    [Fact]
    public async Task Look_EventOfAHostWhoseClockIsBehind_IsSentAllTheSame()
    {
        var behind = await OpenAsync(new FakeTimeProvider(Clock.GetUtcNow().AddSeconds(-20)));
        await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        Clock.Advance(TimeSpan.FromSeconds(30));
        behind.Clock.Advance(TimeSpan.FromSeconds(30));
        await Host.CreateAsync("c1");
        await Host.LookAsync();
        await behind.TellAsync("c1", "late");

        await Host.LookAsync();
        await Host.LookAsync(300);

        Assert.Equal(["c1 was created.", "late"], Messages);
    }

    [Fact]
    public async Task Look_MoreClustersSinceAChange_BeginThere()
    {
        var made = await Host.AddAsync(new WebhookWish(Receiver.Url, ["c1"], null, null));
        await Host.CreateAsync("c1");
        await Host.CreateAsync("c2");
        await Host.TellAsync("c2", "before");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Host.ChangeAsync(made.Webhook.Id, new WebhookWish(null, [], null, null));
        await Host.TellAsync("c2", "after");

        await Host.LookAsync();

        Assert.Equal(["c1 was created.", "after"], Messages.Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public async Task Look_LoopbackNotOpened_SendsNothingAndSaysSo()
    {
        var closed = await OpenAsync(Clock, ("Kadende:Webhooks:AllowHttp:0", "*"));
        var made = await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        await Host.CreateAsync("c1");

        await closed.LookAsync();

        Assert.Empty(Receiver.Received);
        Assert.Equal(DeliveryFault.NotAllowed, (await Host.DeliveriesAsync(made.Webhook.Id)).Items.Single().Fault);
    }
}
