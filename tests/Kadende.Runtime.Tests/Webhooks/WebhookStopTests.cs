using Kadende.Core.Events;
using Kadende.Core.Webhooks;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Webhooks;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Webhooks;

public sealed class WebhookStopTests(AzuriteFixture azurite) : WebhookTest(azurite)
{
    [Fact]
    public async Task Look_FailingForTooLong_DisablesItWithAnEvent()
    {
        var id = await FailedAsync();

        var view = await Host.GetAsync(id);
        Assert.False(view.Enabled);
        Assert.Equal(WebhookStop.Failing, view.Disabled!.Reason);
        var told = (await EventsAsync()).Single(one => one.Event.Kind == EventKind.WebhookDisabled);
        Assert.Equal((WebhookStop.Failing, id), (told.Event.Reason, told.Event.Evidence["webhook"]));
        Assert.Contains("to 127.0.0.1 was disabled", told.Event.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/hook", told.Event.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enable_AfterLongFailure_GoesOnWhereItStopped()
    {
        var id = await FailedAsync();
        var before = Receiver.Received.Count;
        await Host.TellAsync("c1", "while disabled");
        await Host.LookAsync(4000);
        var whileDisabled = Receiver.Received.Count;
        Receiver.Status = 200;

        await Host.ChangeAsync(id, new WebhookWish(null, null, null, true));
        await Host.LookAsync();

        Assert.Equal(before, whileDisabled);
        Assert.Equal(
            ["ClusterCreated", "WebhookDisabled", "ClusterChanged"],
            Receiver.Received.Skip(before).Select(one => one.Kind)
        );
        Assert.Null((await Host.GetAsync(id)).FailingSince);
    }

    [Fact]
    public async Task Look_Gone_DisablesItAtOnce()
    {
        var made = await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        await Host.CreateAsync("c1");
        Receiver.Status = 410;

        await Host.LookAsync();

        Assert.Equal(WebhookStop.Gone, (await Host.GetAsync(made.Webhook.Id)).Disabled!.Reason);
        Assert.Single(await EventsAsync(), one => one.Event.Kind == EventKind.WebhookDisabled);
    }

    [Fact]
    public async Task Look_CrashBeforeItIsTold_IsToldLater()
    {
        await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        await Host.CreateAsync("c1");
        Receiver.Answer = (http, _) =>
        {
            http.Response.StatusCode = 410;
            // The cursor needs no write; the state and the webhook are written, and then the host dies.
            Host.Faults.FailAfter(2);
            return Task.CompletedTask;
        };
        await Host.LookAsync();
        Host.Faults.Heal();
        var before = await EventsAsync();

        await Host.LookAsync();
        await Host.LookAsync();

        Assert.DoesNotContain(before, one => one.Event.Kind == EventKind.WebhookDisabled);
        Assert.Single(await EventsAsync(), one => one.Event.Kind == EventKind.WebhookDisabled);
    }

    /// <summary>A webhook that was disabled after failing for three days.</summary>
    private async Task<string> FailedAsync()
    {
        var made = await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        await Host.CreateAsync("c1");
        Receiver.Status = 503;
        await Host.LookAsync();
        await Host.LookAsync(3 * 24 * 3600);
        return made.Webhook.Id;
    }

    private async Task<IReadOnlyList<StoredEvent>> EventsAsync() =>
        (await Host.Clusters.ReadEventsAsync("c1", new EventQuery { Size = 100 }, Token)).Items;
}
