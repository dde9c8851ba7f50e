using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Xunit;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Kadende.Api.Tests.Access.Oidc;

/// <summary>A real OpenID Connect issuer, which gives a token to every program that knows the password.</summary>
public sealed class Issuer : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    private readonly WebApplication _app;
    private readonly RSA _key;

    private Issuer(WebApplication app, RSA key) => (_app, _key) = (app, key);

    /// <summary>What everybody may know of its key, as text.</summary>
    public string PublicKey => _key.ExportSubjectPublicKeyInfoPem();

    public string Address => _app.Urls.Single();

    public static async Task<Issuer> StartAsync(TimeSpan lifetime)
    {
        var key = RSA.Create(2048);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder
            .Services.AddOpenIddict()
            .AddServer(server =>
            {
                server.SetTokenEndpointUris("token").AllowClientCredentialsFlow().EnableDegradedMode();
                server.SetAccessTokenLifetime(lifetime);
                server.AddSigningKey(new RsaSecurityKey(key));
                server.AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)));
                server.DisableAccessTokenEncryption();
                server.UseAspNetCore().DisableTransportSecurityRequirement();
                server.AddEventHandler<ValidateTokenRequestContext>(check =>
                    check.UseInlineHandler(IssuerAnswers.Check)
                );
                server.AddEventHandler<HandleTokenRequestContext>(handle =>
                    handle.UseInlineHandler(IssuerAnswers.Fill)
                );
            });
        builder.Services.AddAuthentication();
        var app = builder.Build();
        app.UseAuthentication();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Issuer(app, key);
    }

    /// <summary>An access token, as a program gets one.</summary>
    public async Task<string> TokenAsync(string program, string audience, params string[] groups)
    {
        using var form = new FormUrlEncodedContent([
            KeyValuePair.Create("grant_type", "client_credentials"),
            KeyValuePair.Create("client_id", program),
            KeyValuePair.Create("client_secret", IssuerAnswers.Password),
            KeyValuePair.Create("resources", audience),
            KeyValuePair.Create("teams", string.Join(' ', groups)),
        ]);
        using var answer = await Http.PostAsync($"{Address}/token", form, TestContext.Current.CancellationToken);
        var json = await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        return (string?)json?["access_token"] ?? throw new InvalidOperationException($"No token: {json}");
    }

    /// <summary>Signs as it signs its own tokens.</summary>
    public byte[] Sign(byte[] text) => _key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }
}
