using Kadende.Core.Access;
using Kadende.Runtime.Access;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Access;

/// <summary>Judges anew, of a request that goes on for long, what <see cref="AccessFilter"/> judged when it began.</summary>
internal sealed class AccessAgain(TokenLookup tokens, IRecordStore<Team> teams, TimeProvider time)
{
    /// <summary>Whether the caller's token is still good, still allows this in the team, and the team is still there.</summary>
    public async Task<bool> IsAllowedAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var team = context.Scope().Team;
        var action = context.GetEndpoint()?.Metadata.GetMetadata<NeededAccess>()?.Action ?? CallerAction.Read;
        return await CallerAsync(context, cancellationToken) is { } caller
            && AccessRules.Decide(caller, action, new AccessTarget.Team(team)) is AccessDecision.Allowed
            && await teams.FindAsync(RecordKey.Of(team), cancellationToken) is not null;
    }

    private async Task<Caller?> CallerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var before = context.Caller();
        if (before.Issued is not null)
        {
            // Whatever an issuer says of a person later on stands in the next token.
            return before.TokenExpiresAt > time.GetUtcNow() ? before : null;
        }

        return BearerHandler.TokenOf(context.Request) is { } token
            ? await tokens.FindAsync(token, cancellationToken)
            : null;
    }
}
