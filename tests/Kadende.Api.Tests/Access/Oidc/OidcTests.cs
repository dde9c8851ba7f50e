using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Kadende.Api.Tests.Audit;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Api.Tests.Access.Oidc;

public sealed class OidcTests(OidcFixture fixture, AzuriteFixture azurite) : IClassFixture<OidcFixture>
{
    private const string Audience = OidcFixture.Audience;

    private ApiHost Host => fixture.Host;

    private Issuer Theirs => fixture.Issuer;

    [Fact]
    public async Task Token_OfAMappedGroup_WorksInItsTeam()
    {
        var caller = Host.As(await Theirs.TokenAsync("build", Audience, "blue-people", "others"));
        var name = Specs.NewName();

        var made = await caller.PutAsync($"/api/clusters/{name}", Specs.Of(name));

        Assert.Equal((HttpStatusCode.Created, "blue"), (made.Status, (string?)made.Json["team"]));
        var events = await caller.GetAsync($"/api/clusters/{name}/events");
        Assert.Equal("oidc:build", (string?)events.Json["items"]![0]!["actor"]);
        Assert.Equal(HttpStatusCode.NotFound, (await caller.GetAsync("/api/clusters?team=foo")).Status);
    }

    [Fact]
    public async Task Token_OfAdministrators_RunsTheInstallation()
    {
        var caller = Host.As(await Theirs.TokenAsync("ops", Audience, "operators"));

        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync("/api/users")).Status);
    }

    [Fact]
    public async Task Token_ThatNoMappingFits_IsKnownAndMayDoNothing()
    {
        var caller = Host.As(await Theirs.TokenAsync("guest", Audience, "others"));

        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync("/api/whoami")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await caller.GetAsync("/api/clusters")).Status);
    }

    [Fact]
    public async Task Token_ForAnotherAudience_IsUnauthorized()
    {
        var answer = await Host.As(await Theirs.TokenAsync("build", "another-program", "operators"))
            .GetAsync("/api/whoami");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
    }

    [Fact]
    public async Task Token_OfAnotherIssuer_IsUnauthorized()
    {
        await using var other = await Issuer.StartAsync(TimeSpan.FromHours(1));

        var answer = await Host.As(await other.TokenAsync("build", Audience, "operators")).GetAsync("/api/whoami");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Fact]
    public async Task Token_ChangedOrUnsigned_IsUnauthorized()
    {
        var token = await Theirs.TokenAsync("build", Audience, "others");
        var parts = token.Split('.');
        var payload = Encoding
            .UTF8.GetString(Decoded(parts[1]))
            .Replace("others", "operators", StringComparison.Ordinal);
        string[] forged =
        [
            $"{parts[0]}.{Encoded(payload)}.{parts[2]}",
            $"{Encoded("""{"alg":"none","typ":"at+jwt"}""")}.{Encoded(payload)}.",
            $"{parts[0]}.{parts[1]}.{parts[2][..^8]}AAAAAAAA",
        ];

        var answers = await Task.WhenAll(forged.Select(one => Host.As(one).GetAsync("/api/whoami")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.Status));
    }

    [Fact]
    public async Task Token_ThatEnded_IsUnauthorized()
    {
        var parts = (await Theirs.TokenAsync("build", Audience, "operators")).Split('.');
        var payload = JsonNode.Parse(Decoded(parts[1]))!;
        var now = TimeProvider.System.GetUtcNow();

        var ended = Signed(parts[0], With(payload, now.AddMinutes(-2)), Theirs.Sign);
        var lives = Signed(parts[0], With(payload, now.AddMinutes(2)), Theirs.Sign);

        Assert.Equal(HttpStatusCode.Unauthorized, (await Host.As(ended).GetAsync("/api/whoami")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Host.As(lives).GetAsync("/api/whoami")).Status);
    }

    [Fact]
    public async Task Token_SignedWithThePublicKeyAsASecret_IsUnauthorized()
    {
        var parts = (await Theirs.TokenAsync("build", Audience, "operators")).Split('.');
        var header = JsonNode.Parse(Decoded(parts[0]))!;
        header["alg"] = "HS256";

        var forged = Signed(
            Encoded(header.ToJsonString()),
            parts[1],
            text => HMACSHA256.HashData(Encoding.ASCII.GetBytes(Theirs.PublicKey), text)
        );

        Assert.Equal(HttpStatusCode.Unauthorized, (await Host.As(forged).GetAsync("/api/whoami")).Status);
    }

    [Fact]
    public async Task Audit_OfACallerOfAnIssuer_HasIssuerAndSubjectBesideTheName()
    {
        var caller = Host.As(await Theirs.TokenAsync("build", Audience, "blue-people"));

        var answer = await caller.DeleteAsync("/api/clusters/none");

        var told = await Host.Admin.AuditOfAsync("/api/audit/installation", answer);
        Assert.Equal(("oidc:build", "oidc"), ((string?)told["actor"], (string?)told["source"]!["signIn"]));
        Assert.Equal("build", (string?)told["source"]!["subject"]);
        Assert.StartsWith(Theirs.Address, (string?)told["source"]!["issuer"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnTokens_BesideAnIssuer_StillWork() =>
        Assert.Equal(HttpStatusCode.OK, (await Host.Admin.GetAsync("/api/whoami")).Status);

    [Fact]
    public async Task Issuer_ThatDoesNotAnswer_IsNotTakenForAWrongTokenNorAskedByOpenRoutes()
    {
        await using var own = new OidcFixture(azurite);
        await own.InitializeAsync();
        var client = own.Host.As(await own.Issuer.TokenAsync("build", Audience, "operators"));
        await own.EndIssuerAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/api/whoami")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz")).Status);
        Assert.Equal(HttpStatusCode.OK, (await own.Host.Admin.GetAsync("/api/whoami")).Status);
    }

    private static string With(JsonNode payload, DateTimeOffset end)
    {
        var changed = payload.DeepClone();
        (changed["nbf"], changed["iat"]) = (end.AddHours(-1).ToUnixTimeSeconds(), end.AddHours(-1).ToUnixTimeSeconds());
        changed["exp"] = end.ToUnixTimeSeconds();
        return Encoded(changed.ToJsonString());
    }

    private static string Signed(string header, string payload, Func<byte[], byte[]> sign) =>
        $"{header}.{payload}.{System.Buffers.Text.Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes($"{header}.{payload}")))}";

    private static byte[] Decoded(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);

    private static string Encoded(string text) =>
        System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
