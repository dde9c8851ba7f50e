using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Api.Tests.Access.Oidc;

/// <summary>An API that takes the tokens of an issuer, and the issuer.</summary>
public sealed class OidcFixture(AzuriteFixture azurite) : IAsyncLifetime
{
    public const string Audience = "kadende-test";

    private Issuer? _issuer;
    private ApiHost? _host;

    /// <summary>Of the issuer's tokens.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>More settings of the API.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings { get; init; } = [];

    public ApiHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public Issuer Issuer => _issuer ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _issuer = await Issuer.StartAsync(Lifetime);
        var server = await azurite.ServerAsync();
        _host = await ApiHost.StartAsync(
            server.ConnectionString,
            AzuriteFixture.NewPrefix(),
            TestContext.Current.CancellationToken,
            [
                .. Settings,
                ("Kadende:Access:Oidc:Authority", _issuer.Address),
                ("Kadende:Access:Oidc:Audiences:0", Audience),
                ("Kadende:Access:Oidc:Mappings:0:Value", "blue-people"),
                ("Kadende:Access:Oidc:Mappings:0:Team", "blue"),
                ("Kadende:Access:Oidc:Mappings:0:Role", "Editor"),
                ("Kadende:Access:Oidc:Mappings:1:Value", "operators"),
                ("Kadende:Access:Oidc:Mappings:1:Administrator", "true"),
            ]
        );
    }

    /// <summary>The issuer goes away, and does not come back.</summary>
    public async Task EndIssuerAsync() => await Issuer.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
