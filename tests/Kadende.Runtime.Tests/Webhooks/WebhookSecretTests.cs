using System.Text;
using Kadende.Runtime.Access.Management;
using Kadende.Runtime.Webhooks;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Webhooks;

public sealed class WebhookSecretTests(AzuriteFixture azurite) : WebhookTest(azurite)
{
    [Fact]
    public async Task Rotate_ForADay_SignsWithBoth()
    {
        var made = await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        var former = (await RotateAsync(made.Webhook.Id)).Webhook.FormerSecretUntil;
        var rotated = await RotateAsync(made.Webhook.Id);
        await Host.CreateAsync("c1");

        await Host.LookAsync();
        await Host.TellAsync("c1", "later");
        await Host.LookAsync(24 * 3600);

        Assert.Equal(Clock.GetUtcNow().Date, former!.Value.Date);
        Assert.False(Receiver.Received[0].IsSignedWith(made.Secret));
        Assert.True(Receiver.Received[0].IsSignedWith(rotated.Secret));
        Assert.Equal(2, Receiver.Received[0].Signatures.Count);
        Assert.True(Receiver.Received[1].IsSignedWith(rotated.Secret));
        Assert.Single(Receiver.Received[1].Signatures);
        Assert.Null((await Host.GetAsync(made.Webhook.Id)).FormerSecretUntil);
    }

    [Fact]
    public async Task Rotate_Once_TheOldSecretStillFits()
    {
        var made = await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        var rotated = await RotateAsync(made.Webhook.Id);
        await Host.CreateAsync("c1");

        await Host.LookAsync();

        Assert.True(Receiver.Received[0].IsSignedWith(made.Secret));
        Assert.True(Receiver.Received[0].IsSignedWith(rotated.Secret));
    }

    [Fact]
    public async Task Create_Secret_StandsInNoTable()
    {
        var made = await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        await Host.CreateAsync("c1");
        await Host.LookAsync();
        var base64 = made.Secret["whsec_".Length..];
        var key = Convert.FromBase64String(base64);

        var rows = await RowsAsync();

        Assert.Contains(made.Webhook.Id, rows, StringComparison.Ordinal);
        Assert.DoesNotContain(base64, rows, StringComparison.Ordinal);
        Assert.DoesNotContain(Encoding.Latin1.GetString(key), rows, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(key), rows, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Open_OnAnotherHost_ReadsWhatThisOneEncrypted()
    {
        var made = await Host.AddAsync(new WebhookWish(Receiver.Url, null, null, null));
        var other = await OpenAsync(Clock, WebhookHostBench.OpenLoopback);

        var keys = other.Secrets.KeysOf(await other.StoredAsync(made.Webhook.Id), Clock.GetUtcNow());

        Assert.Equal(made.Secret, "whsec_" + Convert.ToBase64String(keys.Single()));
    }

    private async Task<WebhookSecretView> RotateAsync(string id)
    {
        var outcome = await Host.Requests.RotateAsync(WebhookHostBench.Scope, id, Token);
        return Assert.IsType<ManageOutcome<WebhookSecretView>.Done>(outcome).Seen;
    }
}
