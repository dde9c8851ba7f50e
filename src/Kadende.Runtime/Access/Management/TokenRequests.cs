using Kadende.Core.Access;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Access.Management;

/// <summary>Lists, makes and takes away the tokens of users and of teams.</summary>
public sealed class TokenRequests(IRecordStore<User> users, IRecordStore<Team> teams, TimeProvider time)
{
    /// <summary>The tokens of a user that the caller may take away.</summary>
    public async Task<ManageOutcome<IReadOnlyList<TokenView>>> ListOfUserAsync(
        Caller by,
        string user,
        CancellationToken cancellationToken
    ) => Listed(by, (await users.FindAsync(RecordKey.Of(user), cancellationToken))?.Value.Tokens, UserMissing(user));

    /// <summary>The tokens of a team that the caller may take away.</summary>
    public async Task<ManageOutcome<IReadOnlyList<TokenView>>> ListOfTeamAsync(
        Caller by,
        string team,
        CancellationToken cancellationToken
    ) => Listed(by, (await teams.FindAsync(RecordKey.Of(team), cancellationToken))?.Value.Tokens, TeamMissing(team));

    /// <summary>A token for a user; the text stands in the answer and nowhere else.</summary>
    public Task<ManageOutcome<NewTokenView>> IssueToUserAsync(
        Caller by,
        string user,
        TokenAsk ask,
        CancellationToken cancellationToken
    ) =>
        IssueAsync(
            users,
            new Owner<User>(user, IsTeam: false, UserMissing(user), one => one.Tokens, WithTokens),
            by,
            ask,
            cancellationToken
        );

    /// <summary>A token of the team itself; it may do there what its role says.</summary>
    public Task<ManageOutcome<NewTokenView>> IssueToTeamAsync(
        Caller by,
        string team,
        TokenAsk ask,
        CancellationToken cancellationToken
    ) =>
        IssueAsync(
            teams,
            new Owner<Team>(team, IsTeam: true, TeamMissing(team), one => one.Tokens, WithTokens),
            by,
            ask,
            cancellationToken
        );

    /// <summary>Takes a token away: from now on it is nobody's. One that is gone already is as good as taken away.</summary>
    public async Task<ManageOutcome<bool>> RevokeOfUserAsync(
        Caller by,
        string user,
        string id,
        CancellationToken cancellationToken
    ) =>
        (
            await users.ChangeAsync(
                user,
                UserMissing(user),
                one => Without(by, one, one.Tokens, id, WithTokens),
                cancellationToken
            )
        ).Seen(_ => true);

    /// <inheritdoc cref="RevokeOfUserAsync"/>
    public async Task<ManageOutcome<bool>> RevokeOfTeamAsync(
        Caller by,
        string team,
        string id,
        CancellationToken cancellationToken
    ) =>
        (
            await teams.ChangeAsync(
                team,
                TeamMissing(team),
                one => Without(by, one, one.Tokens, id, WithTokens),
                cancellationToken
            )
        ).Seen(_ => true);

    private async Task<ManageOutcome<NewTokenView>> IssueAsync<T>(
        IRecordStore<T> store,
        Owner<T> owner,
        Caller by,
        TokenAsk asked,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var now = time.GetUtcNow();
        if (TokenRules.FaultsOf(asked, now) is { Count: > 0 } faults)
        {
            return new ManageOutcome<NewTokenView>.Faulty(faults);
        }

        var ask = TokenRules.Within(asked, by);
        var (parts, text) = TokenText.New(owner.IsTeam, owner.Name);
        var issued = new IssuedToken
        {
            Id = parts.Id,
            Name = ask.Name,
            Hash = ApiToken.HashOf(text),
            Scope = ask.Scope,
            CreatedAt = now,
            CreatedBy = by.Name,
            ExpiresAt = ask.ExpiresAt,
        };
        var stored = await store.ChangeAsync(
            owner.Name,
            owner.Missing,
            one =>
                TokenRules.Add(owner.TokensOf(one), issued, by, now) switch
                {
                    ({ } tokens, _) => new ManageOutcome<T>.Created(owner.With(one, tokens)),
                    (_, var refusal) => new ManageOutcome<T>.Conflict(refusal ?? ""),
                },
            cancellationToken
        );
        return stored.Seen(_ => new NewTokenView(text, TokenView.Of(issued)));
    }

    private static ManageOutcome<T> Without<T>(
        Caller by,
        T owner,
        IReadOnlyList<IssuedToken> tokens,
        string id,
        Func<T, IReadOnlyList<IssuedToken>, T> with
    ) =>
        tokens.FirstOrDefault(token => token.Id == id) switch
        {
            null => new ManageOutcome<T>.Done(owner),
            var token when !TokenRules.MayHandle(by, token) => new ManageOutcome<T>.Refused(
                "Your token has a role or teams, and takes away only tokens that may do no more than itself. Use a wider one."
            ),
            _ => new ManageOutcome<T>.Done(with(owner, [.. tokens.Where(token => token.Id != id)])),
        };

    private static ManageOutcome<IReadOnlyList<TokenView>> Listed(
        Caller by,
        IReadOnlyList<IssuedToken>? tokens,
        string missing
    ) =>
        tokens is null
            ? new ManageOutcome<IReadOnlyList<TokenView>>.NotFound(missing)
            : new ManageOutcome<IReadOnlyList<TokenView>>.Done([
                .. tokens.Where(token => TokenRules.MayHandle(by, token)).Select(TokenView.Of),
            ]);

    private static User WithTokens(User user, IReadOnlyList<IssuedToken> tokens) => user with { Tokens = tokens };

    private static Team WithTokens(Team team, IReadOnlyList<IssuedToken> tokens) => team with { Tokens = tokens };

    private static string UserMissing(string user) => UserRequests.MissingMessage(user);

    private static string TeamMissing(string team) => TeamRequests.MissingMessage(team);

    /// <summary>Whose a token is to be.</summary>
    private sealed record Owner<T>(
        string Name,
        bool IsTeam,
        string Missing,
        Func<T, IReadOnlyList<IssuedToken>> TokensOf,
        Func<T, IReadOnlyList<IssuedToken>, T> With
    );
}
