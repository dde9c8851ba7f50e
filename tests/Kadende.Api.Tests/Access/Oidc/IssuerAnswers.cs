using System.Security.Claims;
using OpenIddict.Abstractions;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Kadende.Api.Tests.Access.Oidc;

/// <summary>To whom the issuer gives tokens, and what it writes into them.</summary>
internal static class IssuerAnswers
{
    public const string Password = "open-sesame";

    public static ValueTask Check(ValidateTokenRequestContext context)
    {
        if (context.ClientSecret != Password)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidClient);
        }

        return default;
    }

    public static ValueTask Fill(HandleTokenRequestContext context)
    {
        var identity = new ClaimsIdentity("issuer");
        identity.SetClaim(OpenIddictConstants.Claims.Subject, context.ClientId);
        var groups = ((string?)context.Request.GetParameter("teams") ?? "").Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries
        );
        foreach (var group in groups)
        {
            identity.AddClaim(new Claim("groups", group));
        }

        identity.SetResources((string?)context.Request.GetParameter("resources") ?? "");
        identity.SetDestinations(_ => [OpenIddictConstants.Destinations.AccessToken]);
        context.Principal = new ClaimsPrincipal(identity);
        return default;
    }
}
