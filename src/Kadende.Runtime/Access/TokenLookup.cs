using System.Security.Cryptography;
using System.Text;
using Kadende.Core.Access;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Access;

/// <summary>
/// Whose a token is. Asks the store each time, so that a token that was taken away, a member who was removed and a role that was lowered
/// end at once on every host. Only hashes are compared, in a time that tells nothing about how near a guess was.
/// </summary>
public sealed class TokenLookup(
    ITokenStore settings,
    IRecordStore<User> users,
    IRecordStore<Team> teams,
    TimeProvider time
)
{
    /// <returns>Null: nobody's.</returns>
    public async Task<Caller?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (!ApiToken.IsPossible(token))
        {
            return null;
        }

        if (!TokenText.TryParse(token, out var parts))
        {
            return (await settings.FindAsync(ApiToken.HashOf(token), cancellationToken))?.Caller;
        }

        return parts.IsTeams
            ? await FindAsync(
                teams,
                parts,
                token,
                team => team.Tokens,
                (team, used) => team.As(used),
                (team, tokens) => team with { Tokens = tokens },
                cancellationToken
            )
            : await FindAsync(
                users,
                parts,
                token,
                user => user.Tokens,
                (user, used) => user.As(used),
                (user, tokens) => user with { Tokens = tokens },
                cancellationToken
            );
    }

    private async Task<Caller?> FindAsync<T>(
        IRecordStore<T> owners,
        TokenText parts,
        string token,
        Func<T, IReadOnlyList<IssuedToken>> tokensOf,
        Func<T, IssuedToken, Caller> callerOf,
        Func<T, IReadOnlyList<IssuedToken>, T> with,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var hash = ApiToken.HashOf(token);
        var owner = await owners.FindAsync(RecordKey.Of(parts.Owner), cancellationToken);
        var issued = owner is null ? null : tokensOf(owner.Value).FirstOrDefault(one => one.Id == parts.Id);
        if (owner is null || issued is null || !IsSame(issued.Hash, hash) || issued.HasEnded(now))
        {
            return null;
        }

        if (issued.IsNewUse(now))
        {
            var noted = tokensOf(owner.Value).Select(one => one == issued ? one with { LastUsedAt = now } : one);
            // Loses to every other change of the owner, and may: the next use notes it.
            await owners.SaveAsync(
                RecordKey.Of(parts.Owner),
                with(owner.Value, [.. noted]),
                owner.ETag,
                cancellationToken
            );
        }

        return callerOf(owner.Value, issued);
    }

    private static bool IsSame(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));
}
