using Azure.Core;
using Kadende.Plugins.Secrets;
using Kadende.TestKit.KeyVault;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Secrets;

/// <summary>Reaches a vault of the tests.</summary>
internal static class VaultBench
{
    public static KeyVaultClient Client(KeyVaultServer vault) =>
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
