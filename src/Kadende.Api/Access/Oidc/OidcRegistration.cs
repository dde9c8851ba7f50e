using System.Security.Claims;
using Kadende.Api.Problems;
using Kadende.Core.Access;
using Kadende.Runtime.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Kadende.Api.Access.Oidc;

/// <summary>Takes bearer tokens of an OpenID Connect issuer, by the framework's own handler.</summary>
internal static class OidcRegistration
{
    public const string Scheme = "Oidc";

    private static readonly object Unreachable = new();

    /// <summary>What the issuer signs with its private key; a shared secret would let whoever knows the audience's sign too.</summary>
    private static readonly IReadOnlyList<string> Algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    public static void AddOidc(this AuthenticationBuilder authentication)
    {
        authentication.AddJwtBearer(Scheme, _ => { });
        authentication
            .Services.AddOptions<JwtBearerOptions>(Scheme)
            .Configure<IOptions<AccessOptions>>((bearer, access) => Configure(bearer, access.Value.Oidc));
    }

    /// <summary>Whether a token has the form of those that issuers make: three parts, the first of them JSON.</summary>
    public static bool IsJwt(string token) =>
        token.StartsWith("ey", StringComparison.Ordinal) && token.Count(c => c == '.') == 2;

    private static void Configure(JwtBearerOptions bearer, OidcOptions oidc)
    {
        bearer.Authority = oidc.Authority;
        // The settings' own check lets plain http through for this machine alone.
        bearer.RequireHttpsMetadata = oidc.Authority?.StartsWith("http://", StringComparison.Ordinal) is not true;
        bearer.MapInboundClaims = false;
        bearer.SaveToken = false;
        bearer.TokenValidationParameters.ValidAudiences = oidc.Audiences;
        bearer.TokenValidationParameters.ValidAlgorithms = Algorithms;
        bearer.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(1);
        bearer.TokenValidationParameters.RequireExpirationTime = true;
        var (nameClaim, rules) = (string.IsNullOrEmpty(oidc.NameClaim) ? null : oidc.NameClaim, oidc.Rules);
        bearer.Events = new JwtBearerEvents
        {
            OnTokenValidated = context => Enter(context, nameClaim, rules),
            OnAuthenticationFailed = NoteFailureAsync,
            OnChallenge = AnswerAsync,
        };
    }

    private static Task Enter(TokenValidatedContext context, string? nameClaim, IReadOnlyList<ClaimRule> rules)
    {
        var claims = context.Principal!.Claims.Select(claim => (claim.Type, claim.Value)).ToList();
        if (ClaimRules.CallerOf(claims, nameClaim, rules, EndOf(context.SecurityToken)) is { } caller)
        {
            context.Principal = new ClaimsPrincipal(new CallerIdentity(caller));
        }
        else
        {
            context.Fail("The token names nobody.");
        }

        return Task.CompletedTask;
    }

    private static DateTimeOffset EndOf(SecurityToken token) => new(token.ValidTo, TimeSpan.Zero);

    /// <summary>An issuer that cannot be asked for its keys says nothing about the token.</summary>
    private static async Task NoteFailureAsync(AuthenticationFailedContext context)
    {
        try
        {
            // Answers from memory once it was reached.
            await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or HttpRequestException)
        {
            context.HttpContext.Items[Unreachable] = true;
        }
    }

    private static Task AnswerAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        if (context.HttpContext.Items.ContainsKey(Unreachable))
        {
            context.Response.Headers.RetryAfter = "5";
            return Problem
                .Of(
                    StatusCodes.Status503ServiceUnavailable,
                    "The issuer of the token does not answer, so that the token could not be checked. Try again in a few seconds."
                )
                .ExecuteAsync(context.HttpContext);
        }

        context.Response.Headers.WWWAuthenticate = $"{BearerHandler.Scheme} error=\"invalid_token\"";
        return Problem
            .Of(
                StatusCodes.Status401Unauthorized,
                "The token is not one that is taken here: it ended, was made for somebody else, or is not signed by the issuer that the settings name. Get a new one."
            )
            .ExecuteAsync(context.HttpContext);
    }
}
