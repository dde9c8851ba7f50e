using System.Net;
using Kadende.Plugins.Secrets;
using Kadende.Sdk.Failures;
using Kadende.TestKit.KeyVault;

namespace Kadende.Plugins.Tests.Secrets;

public sealed class KeyVaultTeamSecretsTests : IAsyncLifetime
{
    private KeyVaultServer? _vault;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private KeyVaultServer Vault => _vault ?? throw new InvalidOperationException("Not started.");

    private KeyVaultTeamSecrets Secrets => new(VaultBench.Client(Vault), TimeProvider.System);

    public async ValueTask InitializeAsync() => _vault = await KeyVaultServer.StartAsync(Token);

    public ValueTask DisposeAsync() => Vault.DisposeAsync();

    [Fact]
    public async Task Put_ThenFind_IsTheValueOfThatTeamOnly()
    {
        await Secrets.PutAsync("blue", "db", "line 1\nline 2", "ann", Token);
        await Secrets.PutAsync("Blue", "db", "another", "ben", Token);

        Assert.Equal("line 1\nline 2", await Secrets.FindAsync("blue", "db", Token));
        Assert.Equal("another", await Secrets.FindAsync("Blue", "db", Token));
        Assert.Null(await Secrets.FindAsync("red", "db", Token));
        Assert.Equal("line 1\nline 2", Vault.Secrets["blue--db"].Value);
    }

    [Fact]
    public async Task List_ManySecretsOfSeveralTeams_HasThoseOfTheTeam()
    {
        Vault.Add("admin-token", "the operator's");
        foreach (var i in Enumerable.Range(10, 60))
        {
            await Secrets.PutAsync(i % 2 == 0 ? "blue" : "red", $"s{i}", "x", "ann", Token);
        }

        var blue = await Secrets.ListAsync("blue", Token);

        Assert.Equal(Enumerable.Range(5, 30).Select(i => $"s{2 * i}"), blue.Select(secret => secret.Name));
        Assert.All(blue, secret => Assert.Equal(("blue", "ann"), (secret.Team, secret.ChangedBy)));
        Assert.Equal(2017, blue[0].ChangedAt.Year);
    }

    [Fact]
    public async Task Put_NameThatWasDeleted_IsRecoveredAndHasTheNewValue()
    {
        await Secrets.PutAsync("blue", "db", "old", "ann", Token);
        var removed = await Secrets.RemoveAsync("blue", "db", Token);
        var between = await Secrets.FindAsync("blue", "db", Token);
        Vault.BusyAfterRecovery = 1;

        await Secrets.PutAsync("blue", "db", "new", "ben", Token);

        Assert.True(removed);
        Assert.Null(between);
        Assert.Equal("new", await Secrets.FindAsync("blue", "db", Token));
        Assert.Equal("ben", Assert.Single(await Secrets.ListAsync("blue", Token)).ChangedBy);
        Assert.Empty(Vault.Deleted);
    }

    [Fact]
    public async Task Remove_ThenRecoveredByTheVault_DoesNotHaveTheOldValue()
    {
        await Secrets.PutAsync("blue", "db", "old", "ann", Token);

        await Secrets.RemoveAsync("blue", "db", Token);

        Assert.NotEqual("old", Vault.Deleted["blue--db"].Value);
        Assert.Equal(64, Vault.Deleted["blue--db"].Value.Length);
    }

    [Fact]
    public async Task Remove_SecretThatIsNone_IsToldSo() =>
        Assert.False(await Secrets.RemoveAsync("blue", "db", Token));

    [Fact]
    public void FaultOf_NameTooLongForTheVault_SaysWhatToDo()
    {
        var longName = new string('X', 40);

        Assert.Null(Secrets.FaultOf("blue", new string('x', 63)));
        Assert.Contains(
            "at most 127. Choose a shorter name",
            Secrets.FaultOf("blue", longName),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Find_NameTooLongForTheVault_IsNone() =>
        Assert.Null(await Secrets.FindAsync("blue", new string('X', 40), Token));

    [Fact]
    public async Task Put_NotAllowed_NamesTheRoleAndNotTheValue()
    {
        Vault.Fails = HttpStatusCode.Forbidden;

        var failure = await Assert.ThrowsAsync<CredentialException>(() =>
            Secrets.PutAsync("blue", "db", "planted", "ann", Token)
        );

        Assert.Contains("Key Vault Secrets Officer", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anything_VaultBusy_IsUnavailable()
    {
        Vault.Fails = HttpStatusCode.ServiceUnavailable;

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => Secrets.ListAsync("blue", Token));
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => Secrets.FindAsync("blue", "db", Token));
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => Secrets.RemoveAsync("blue", "db", Token));
    }
}
