using Kadende.Core.Access;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Access;

/// <summary>
/// Whose a token is. Asks the store each time, so that a token that was taken away ends at once on every host. Tokens are compared by
/// hash, so that the time it takes tells nothing about how near a guess was.
/// </summary>
public sealed class TokenLookup(ITokenStore tokens)
{
    /// <returns>Null: nobody's.</returns>
    public async Task<Caller?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (!ApiToken.IsPossible(token))
        {
            return null;
        }

        var owner = await tokens.FindAsync(ApiToken.HashOf(token), cancellationToken);
        return owner?.Caller;
    }
}
