using Kadende.Core.Specs;

namespace Kadende.Core.Access;

/// <summary>What a token may be, and which tokens somebody has after one more.</summary>
public static class TokenRules
{
    /// <summary>Everything that is wrong with what is asked.</summary>
    public static IReadOnlyList<Fault> FaultsOf(TokenAsk ask, DateTimeOffset now)
    {
        var faults = new List<Fault>();
        if (!SpecNames.IsName(ask.Name))
        {
            faults.Add(new Fault("name", 0, 0, $"A token's name has {SpecNames.Rule}."));
        }

        if (ask.Scope.Teams is { } teams && (teams.Count == 0 || !teams.All(SpecNames.IsName)))
        {
            faults.Add(new Fault("teams", 0, 0, "teams must name at least one team, or be left out for all of them."));
        }

        if (ask.ExpiresAt <= now)
        {
            faults.Add(new Fault("until", 0, 0, $"The token would have ended already, at {ask.ExpiresAt:u}."));
        }

        return faults;
    }

    /// <summary>
    /// The token that a caller gets who asks for one: never wider and never longer than the token that the caller came with, so that
    /// nobody makes more of a token than it is.
    /// </summary>
    public static TokenAsk Within(TokenAsk ask, Caller caller) =>
        ask with
        {
            Scope = ask.Scope.And(caller.Scope),
            ExpiresAt = caller.TokenExpiresAt is { } end && !(ask.ExpiresAt <= end) ? end : ask.ExpiresAt,
        };

    /// <summary>How many of an owner's places tokens are left that were made with a narrow one, so that those cannot take them all.</summary>
    private const int MostByNarrow = User.MostTokens - 10;

    /// <summary>
    /// Whether a caller may see a token and take it away. Who holds a narrow token, perhaps a stolen one, must not end the wider ones of
    /// its owner.
    /// </summary>
    public static bool MayHandle(Caller caller, IssuedToken token) =>
        caller.Scope is not { } scope || scope.Covers(token.Scope);

    /// <param name="by">Who makes the token.</param>
    /// <returns>The tokens with the new one and without those that ended; or why there cannot be one more.</returns>
    public static (IReadOnlyList<IssuedToken>? Tokens, string? Refusal) Add(
        IReadOnlyList<IssuedToken> tokens,
        IssuedToken added,
        Caller by,
        DateTimeOffset now
    )
    {
        var most = by.Scope is null ? User.MostTokens : MostByNarrow;
        var living = tokens.Where(token => !token.HasEnded(now)).ToList();
        if (living.Exists(token => token.Name == added.Name))
        {
            return (
                null,
                $"There is a token named '{added.Name}' already. Take that one away first, or choose another name."
            );
        }

        return living.Count >= most
            ? (
                null,
                by.Scope is null
                    ? $"There are {living.Count} tokens already, which is the most. Take one away first."
                    : $"There are {living.Count} tokens already, and a token with a role or teams leaves the last places to others. Take one away first."
            )
            : ([.. living, added], null);
    }
}
