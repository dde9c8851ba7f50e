using System.Net;
using Azure.Core;
using Kadende.Plugins.Secrets;
using Kadende.Sdk.Failures;
using Kadende.TestKit.KeyVault;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Secrets;

public sealed class KeyVaultSecretsTests
{
    [Fact]
    public async Task Find_SecretInTheVault_IsItsValue()
    {
        await using var vault = await KeyVaultServer.StartAsync(TestContext.Current.CancellationToken);
        vault.Secrets["db-password"] = "hunter2";

        Assert.Equal("hunter2", await Secrets(vault).FindAsync("db-password", TestContext.Current.CancellationToken));
        Assert.Null(await Secrets(vault).FindAsync("other", TestContext.Current.CancellationToken));
        // No name that a vault can hold, so it is not even asked.
        Assert.Null(await Secrets(vault).FindAsync("db_password", TestContext.Current.CancellationToken));
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

    private static KeyVaultSecrets Secrets(KeyVaultServer vault) =>
        new(
            new ServiceCollection().AddHttpClient().BuildServiceProvider().GetRequiredService<IHttpClientFactory>(),
            Options.Create(new SecretOptions { KeyVault = vault.Address.ToString() }),
            new FixedToken()
        );

    private sealed class FixedToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(KeyVaultServer.Token, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        ) => new(GetToken(requestContext, cancellationToken));
    }
}
