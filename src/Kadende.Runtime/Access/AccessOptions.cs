using Kadende.Core.Access;

namespace Kadende.Runtime.Access;

/// <summary>Who may use the API, as the settings say it; section <c>Kadende:Access</c>.</summary>
public sealed class AccessOptions
{
    public const string Section = "Kadende:Access";

    /// <summary>The first administrator's token, at least 20 characters. Only its hash is stored.</summary>
    public string? AdminToken { get; init; }

    /// <summary>Users of teams. A user of several teams has one entry for each, with the same hash.</summary>
    public IReadOnlyList<User> Users { get; init; } = [];

    /// <summary>Whose tokens are taken besides those that Kadende makes.</summary>
    public OidcOptions Oidc { get; init; } = new();

    /// <summary>One user's role in one team.</summary>
    public sealed class User
    {
        public string Name { get; init; } = "";

        public string Team { get; init; } = AccessRules.DefaultTeam;

        public Role Role { get; init; } = Role.Viewer;

        /// <summary>SHA-256 of the user's token, 64 hexadecimal digits. Never the token.</summary>
        public string TokenSha256 { get; init; } = "";
    }
}
