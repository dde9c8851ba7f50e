using System.Net;
using Kadende.Plugins.Secrets;
using Kadende.Sdk.Failures;
using Kadende.TestKit.KeyVault;

namespace Kadende.Plugins.Tests.Secrets;

public sealed class KeyVaultSecretsTests
{
    [Fact]
    public async Task Find_SecretInTheVault_IsItsValue()
    {
        await using var vault = await KeyVaultServer.StartAsync(TestContext.Current.CancellationToken);
        vault.Add("db-password", "hunter2");
        vault.Add("blue--db", "another team's");

        Assert.Equal("hunter2", await Secrets(vault).FindAsync("db-password", TestContext.Current.CancellationToken));
        Assert.Null(await Secrets(vault).FindAsync("other", TestContext.Current.CancellationToken));
        // No name that a vault can hold, so it is not even asked.
        Assert.Null(await Secrets(vault).FindAsync("db_password", TestContext.Current.CancellationToken));
        // A team's, and not the installation's.
        Assert.Null(await Secrets(vault).FindAsync("blue--db", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Find_NotAllowed_IsACredentialFailureThatSaysWhatToDo()
    {
        await using var vault = await KeyVaultServer.StartAsync(TestContext.Current.CancellationToken);
        vault.Fails = HttpStatusCode.Forbidden;

        var failure = await Assert.ThrowsAsync<CredentialException>(() =>
            Secrets(vault).FindAsync("db", TestContext.Current.CancellationToken)
        );

        Assert.Contains("Key Vault Secrets User", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_VaultDown_IsUnavailable()
    {
        var vault = await KeyVaultServer.StartAsync(TestContext.Current.CancellationToken);
        await vault.DisposeAsync();

        await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            Secrets(vault).FindAsync("db", TestContext.Current.CancellationToken)
        );
    }

    private static KeyVaultSecrets Secrets(KeyVaultServer vault) => new(VaultBench.Client(vault));
}
