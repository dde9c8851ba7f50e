using System.Text;
using Azure.Data.Tables;
using Kadende.Runtime.Secrets;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Tests.Stores;
using Kadende.Sdk.Failures;
using Kadende.TestKit.Azurite;
using Microsoft.AspNetCore.DataProtection;
using Xunit;

namespace Kadende.Runtime.Tests.Secrets;

public sealed class TableTeamSecretsTests(AzuriteFixture azurite) : StoreTest(azurite)
{
    private const string Planted = "line 1 of planted\nline 2 of planted";

    private readonly EphemeralDataProtectionProvider _keys = new();

    private IRecordStore<SealedSecret> Rows => Store.Records<SealedSecret>();

    private TableTeamSecrets Secrets => new(Rows, _keys, Clock);

    [Fact]
    public async Task Put_ThenFind_IsTheValueOfThatTeamOnly()
    {
        await Secrets.PutAsync("blue", "db", Planted, "ann", Token);
        await Secrets.PutAsync("blue-2", "db", "another", "ben", Token);

        Assert.Equal(Planted, await Secrets.FindAsync("blue", "db", Token));
        Assert.Equal("another", await Secrets.FindAsync("blue-2", "db", Token));
        Assert.Null(await Secrets.FindAsync("red", "db", Token));
        Assert.Null(await Secrets.FindAsync("blue", "DB", Token));
    }

    [Fact]
    public async Task List_SecretsOfTheTeam_TellsWhoAndWhen()
    {
        await Secrets.PutAsync("blue", "b", "x", "ann", Token);
        await Secrets.PutAsync("blue", "a", "x", "ann", Token);
        await Secrets.PutAsync("red", "c", "x", "ann", Token);
        Clock.Advance(TimeSpan.FromHours(1));
        await Secrets.PutAsync("blue", "b", "y", "ben", Token);

        var listed = await Secrets.ListAsync("blue", Token);

        Assert.Equal(["a", "b"], listed.Select(secret => secret.Name));
        Assert.Equal(["ann", "ben"], listed.Select(secret => secret.ChangedBy));
        Assert.Equal(TimeSpan.FromHours(1), listed[1].ChangedAt - listed[0].ChangedAt);
    }

    [Fact]
    public async Task Put_AsLargeAsItMayBe_IsReadBackWhole()
    {
        var large = new string('ä', SecretRequests.MostBytes / 2);

        await Secrets.PutAsync("blue", "large", large, "ann", Token);

        Assert.Equal(large, await Secrets.FindAsync("blue", "large", Token));
    }

    [Fact]
    public async Task Put_TwoAtOnce_OneWinsWhole()
    {
        await Task.WhenAll(
            Secrets.PutAsync("blue", "db", "first", "ann", Token),
            Secrets.PutAsync("blue", "db", "second", "ben", Token)
        );

        var value = await Secrets.FindAsync("blue", "db", Token);
        var by = Assert.Single(await Secrets.ListAsync("blue", Token)).ChangedBy;
        Assert.Contains((value, by), new (string?, string)[] { ("first", "ann"), ("second", "ben") });
    }

    [Fact]
    public async Task Remove_Secret_IsGoneAndAfterwardsThereWasNone()
    {
        await Secrets.PutAsync("blue", "db", Planted, "ann", Token);

        Assert.True(await Secrets.RemoveAsync("blue", "db", Token));
        Assert.False(await Secrets.RemoveAsync("blue", "db", Token));
        Assert.Null(await Secrets.FindAsync("blue", "db", Token));
    }

    [Fact]
    public async Task Put_Value_StandsInNoRow()
    {
        await Secrets.PutAsync("blue", "db", Planted, "ann", Token);

        var rows = await IndexAsync();

        Assert.Contains("ann", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", rows, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Planted))[..20],
            rows,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Find_RowThatSomebodyCopiedToAnotherTeam_IsNotRead()
    {
        await Secrets.PutAsync("blue", "db", Planted, "ann", Token);
        var stolen = (await Rows.FindAsync(new RecordKey("blue", "db"), Token))!.Value;
        await Rows.SaveAsync(new RecordKey("red", "db"), stolen with { Team = "red" }, null, Token);

        await Assert.ThrowsAsync<CredentialException>(() => Secrets.FindAsync("red", "db", Token));
    }

    [Fact]
    public async Task Find_KeysOfTheInstallationGone_SaysToPutItAgain()
    {
        await Secrets.PutAsync("blue", "db", Planted, "ann", Token);
        var later = new TableTeamSecrets(Rows, new EphemeralDataProtectionProvider(), Clock);

        var failure = await Assert.ThrowsAsync<CredentialException>(() => later.FindAsync("blue", "db", Token));

        Assert.Contains("PUT /api/teams/blue/secrets/db", failure.Message, StringComparison.Ordinal);
        Assert.Single(await later.ListAsync("blue", Token));
    }

    [Fact]
    public async Task Find_StoreAway_IsUnavailable()
    {
        var doomed = await OpenDoomedAsync();
        doomed.Faults.FailAfter(0);
        var secrets = new TableTeamSecrets(doomed.Records<SealedSecret>(), _keys, Clock);

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => secrets.FindAsync("blue", "db", Token));
    }

    private async Task<string> IndexAsync()
    {
        var rows = NamesTable().QueryAsync<TableEntity>(cancellationToken: Token);
        return string.Join(
            '\n',
            await rows.SelectMany(row => row.Select(cell => cell.Value))
                .Select(value => value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : $"{value}")
                .ToListAsync(Token)
        );
    }
}
