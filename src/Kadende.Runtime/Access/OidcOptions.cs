using Kadende.Core.Access;

namespace Kadende.Runtime.Access;

/// <summary>An OpenID Connect issuer whose tokens are taken; section <c>Kadende:Access:Oidc</c>.</summary>
public sealed class OidcOptions
{
    /// <summary>The issuer, such as <c>https://login.microsoftonline.com/TENANT/v2.0</c>; null: none is asked.</summary>
    public string? Authority { get; init; }

    /// <summary>For whom a token must have been made: one of these stands in its <c>aud</c>.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>The claim that names a token's bearer; null: the first of the usual ones that it has.</summary>
    public string? NameClaim { get; init; }

    /// <summary>What claims give. A token to which none fits is known, and may do nothing in any team.</summary>
    public IReadOnlyList<Mapping> Mappings { get; init; } = [];

    public bool IsOn => !string.IsNullOrEmpty(Authority);

    /// <summary>The mappings as rules.</summary>
    public IReadOnlyList<ClaimRule> Rules =>
        [.. Mappings.Select(one => new ClaimRule(one.Claim, one.Value, one.Administrator ? null : one.Team, one.Role))];

    /// <summary>What one value of one claim gives: a role in a team, or the rights of an administrator.</summary>
    public sealed class Mapping
    {
        public string Claim { get; init; } = "groups";

        public string Value { get; init; } = "";

        public string Team { get; init; } = "";

        public Role Role { get; init; } = Role.Viewer;

        public bool Administrator { get; init; }
    }
}
