namespace Kadende.Core.Access;

/// <summary>Whom a token of an issuer means.</summary>
public static class ClaimRules
{
    private const int LongestName = 200;

    /// <summary>The first of these that a token has names its bearer: a person's name at sign-in, then a program's id.</summary>
    private static readonly IReadOnlyList<string> Names =
    [
        "preferred_username",
        "email",
        "upn",
        "client_id",
        "azp",
        "appid",
        "sub",
    ];

    /// <param name="claims">Of a token whose issuer, audience, signature and times were checked.</param>
    /// <param name="nameClaim">The claim that names its bearer; null: the first of the usual ones.</param>
    /// <returns>The caller, with nothing where no rule fits; or null when nothing names one.</returns>
    public static Caller? CallerOf(
        IReadOnlyList<(string Type, string Value)> claims,
        string? nameClaim,
        IReadOnlyList<ClaimRule> rules,
        DateTimeOffset? expiresAt
    )
    {
        if (NameOf(claims, nameClaim) is not { } name)
        {
            return null;
        }

        var given = rules.Where(rule => claims.Contains((rule.Claim, rule.Value))).ToList();
        var teams = given
            .Where(rule => rule.Team is not null)
            .GroupBy(rule => rule.Team!, StringComparer.Ordinal)
            .ToDictionary(team => team.Key, team => team.Max(rule => rule.Role), StringComparer.Ordinal);
        return new Caller($"oidc:{name}", teams, given.Exists(rule => rule.Team is null))
        {
            TokenExpiresAt = expiresAt,
            Issued = new IssuedIdentity(TextOf(claims, "iss"), TextOf(claims, "sub")),
        };
    }

    private static string TextOf(IReadOnlyList<(string Type, string Value)> claims, string type) =>
        claims
            .Where(claim => claim.Type == type && IsShown(claim.Value))
            .Select(claim => claim.Value)
            .FirstOrDefault("");

    /// <summary>Events and the audit show the name, so it is one line of a bounded length.</summary>
    private static string? NameOf(IReadOnlyList<(string Type, string Value)> claims, string? nameClaim)
    {
        IReadOnlyList<string> types = nameClaim is null ? Names : [nameClaim];
        return types
            .SelectMany(type => claims.Where(claim => claim.Type == type).Select(claim => claim.Value))
            .FirstOrDefault(IsShown);
    }

    private static bool IsShown(string value) => value.Length is > 0 and <= LongestName && !value.Any(char.IsControl);
}
