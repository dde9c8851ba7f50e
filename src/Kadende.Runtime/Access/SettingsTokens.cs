using Kadende.Core.Access;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Access;

/// <summary>What the settings say, as rows of the token store.</summary>
internal static class SettingsTokens
{
    public const string Source = "settings";

    /// <summary>The administrator that <see cref="AccessOptions.AdminToken"/> makes, as events show it.</summary>
    public const string AdministratorName = "admin";

    /// <summary>Whose each token is, by the token's hash.</summary>
    public static IReadOnlyDictionary<string, TokenOwner> Of(AccessOptions options)
    {
        var owners = options
            .Users.GroupBy(user => user.TokenSha256.ToLowerInvariant(), StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => OwnerOf([.. same]), StringComparer.Ordinal);
        if (!string.IsNullOrEmpty(options.AdminToken))
        {
            owners[ApiToken.HashOf(options.AdminToken)] = new TokenOwner(
                new Caller(AdministratorName, User.NoTeams, IsAdministrator: true),
                Source
            );
        }

        return owners;
    }

    /// <summary>The teams that the settings name, and the one that is always there.</summary>
    public static IReadOnlyList<string> TeamsOf(AccessOptions options) =>
        [
            .. options
                .Users.Select(user => user.Team)
                .Concat(options.Oidc.Rules.Select(rule => rule.Team).OfType<string>())
                .Append(AccessRules.DefaultTeam)
                .Distinct(StringComparer.Ordinal),
        ];

    private static TokenOwner OwnerOf(List<AccessOptions.User> entries)
    {
        var teams = entries
            .GroupBy(user => user.Team, StringComparer.Ordinal)
            .ToDictionary(team => team.Key, team => team.Max(user => user.Role), StringComparer.Ordinal);
        return new TokenOwner(new Caller(entries[0].Name, teams, IsAdministrator: false), Source);
    }
}
