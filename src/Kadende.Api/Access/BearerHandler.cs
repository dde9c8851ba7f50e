using System.Security.Claims;
using System.Text.Encodings.Web;
using Kadende.Api.Problems;
using Kadende.Runtime.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kadende.Api.Access;

/// <summary>Tells from its bearer token who makes a request.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    TokenLookup tokens
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>Of all bearer tokens, as the header says it.</summary>
    public new const string Scheme = "Bearer";

    /// <summary>Of those that this handler knows.</summary>
    public const string TokenScheme = "Token";

    private const string Lead = Scheme + " ";

    /// <summary>The token that a request carries, or null.</summary>
    public static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Lead, StringComparison.OrdinalIgnoreCase)
            ? header[Lead.Length..].Trim()
            : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Routes that are open to all answer without the store, whatever a request carries.
        if (
            Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null
            || TokenOf(Request) is not { } token
        )
        {
            return AuthenticateResult.NoResult();
        }

        var caller = await tokens.FindAsync(token, Context.RequestAborted);
        return caller is null
            ? AuthenticateResult.Fail("The token is nobody's.")
            : AuthenticateResult.Success(
                new AuthenticationTicket(new ClaimsPrincipal(new CallerIdentity(caller)), Scheme)
            );
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var given = TokenOf(Request) is not null;
        Response.Headers.WWWAuthenticate = given ? $"{Scheme} error=\"invalid_token\"" : Scheme;
        return Problem
            .Of(
                StatusCodes.Status401Unauthorized,
                given
                    ? "The token is not known or was taken away. Ask an administrator for a new one."
                    : "Send your token as 'Authorization: Bearer <token>'."
            )
            .ExecuteAsync(Context);
    }
}
