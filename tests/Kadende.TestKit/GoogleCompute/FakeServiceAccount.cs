using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kadende.TestKit.GoogleCompute;

/// <summary>A service account with a key of its own, and the endpoint that gives access tokens for what is signed with it.</summary>
public sealed class FakeServiceAccount
{
    private const string Email = "kadende@kadende-test.iam.gserviceaccount.com";

    /// <summary>"Always" so, say the documents, wherever the request goes.</summary>
    private const string Audience = "https://oauth2.googleapis.com/token";

    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    /// <summary>One for all: making one takes longer than most tests.</summary>
    private static readonly RSA Key = RSA.Create(2048);

    private readonly ConcurrentDictionary<string, bool> _tokens = new(StringComparer.Ordinal);

    /// <summary>How many access tokens were given.</summary>
    public int TokensGiven => _tokens.Count;

    /// <summary>No token that was given until now is taken any more, and no more are given.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>The JSON key, as the console of Google Cloud writes it.</summary>
    public static string KeyFor(Uri tokenEndpoint, string project) => KeyOf(Key, tokenEndpoint, project);

    /// <summary>A JSON key that looks right, but whose signature nobody takes.</summary>
    public static string ForgedKeyFor(Uri tokenEndpoint, string project)
    {
        using var other = RSA.Create(2048);
        return KeyOf(other, tokenEndpoint, project);
    }

    internal bool Takes(string authorization) =>
        !IsDisabled
        && authorization.StartsWith("Bearer ", StringComparison.Ordinal)
        && _tokens.ContainsKey(authorization["Bearer ".Length..]);

    internal async Task<IResult> GiveTokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        if (form["grant_type"] != "urn:ietf:params:oauth:grant-type:jwt-bearer")
        {
            return Refused("unsupported_grant_type", "Invalid grant_type");
        }

        if ((IsDisabled ? "account disabled" : ProblemOf(form["assertion"].ToString())) is { } problem)
        {
            return Refused("invalid_grant", $"Invalid JWT: {problem}.");
        }

        var token = $"ya29.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}";
        _tokens[token] = true;
        return Results.Json(
            new JsonObject
            {
                ["access_token"] = token,
                ["expires_in"] = 3599,
                ["token_type"] = "Bearer",
            }
        );
    }

    private static string KeyOf(RSA key, Uri tokenEndpoint, string project) =>
        new JsonObject
        {
            ["type"] = "service_account",
            ["project_id"] = project,
            ["private_key_id"] = "0123456789abcdef0123456789abcdef01234567",
            ["private_key"] = key.ExportPkcs8PrivateKeyPem(),
            ["client_email"] = Email,
            ["client_id"] = "123456789012345678901",
            ["auth_uri"] = "https://accounts.google.com/o/oauth2/auth",
            ["token_uri"] = tokenEndpoint.ToString(),
        }.ToJsonString();

    private static IResult Refused(string error, string description) =>
        Results.Json(
            new JsonObject { ["error"] = error, ["error_description"] = description },
            statusCode: StatusCodes.Status400BadRequest
        );

    private static string? ProblemOf(string assertion)
    {
        if (assertion.Split('.') is not [var header, var claims, var signature])
        {
            return "not a JWT";
        }

        var signed = Encoding.ASCII.GetBytes($"{header}.{claims}");
        if (
            !Key.VerifyData(
                signed,
                WebEncoders.Base64UrlDecode(signature),
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            )
        )
        {
            return "wrong signature";
        }

        var told = JsonElement.Parse(WebEncoders.Base64UrlDecode(claims));
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return told.GetProperty("iss").GetString() != Email ? "wrong issuer"
            : told.GetProperty("aud").GetString() != Audience ? "wrong audience"
            : told.GetProperty("scope").GetString() != Scope ? "wrong scope"
            : told.GetProperty("exp").GetInt64() <= now ? "expired"
            : null;
    }
}
