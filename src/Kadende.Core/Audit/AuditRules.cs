using System.Text.RegularExpressions;
using Kadende.Core.Access;

namespace Kadende.Core.Audit;

/// <summary>What an audit record says, and in whose audit it stands.</summary>
public static partial class AuditRules
{
    /// <summary>The most characters of a text that comes from a request or its answer.</summary>
    public const int LongestText = 1000;

    private const char Cut = '…';
    private const string Hidden = "***";

    /// <summary>
    /// The team whose audit tells of a request that was refused before it was in any team; null: the installation's. Only a team of the
    /// caller's own: in the audit of another one the attempt would tell its admins of the caller, and in that of one that does not exist
    /// it would wait for whoever makes a team of that name.
    /// </summary>
    /// <param name="asked">The team that the request names, or null.</param>
    public static string? TeamOfRefused(Caller caller, string? asked) =>
        AccessRules.Choose(caller, asked) is TeamChoice.Chosen { Team: var team } && caller.Teams.ContainsKey(team)
            ? team
            : null;

    /// <param name="caller">Null: a stranger.</param>
    public static string SignInOf(Caller? caller) =>
        caller switch
        {
            null => "none",
            { User: not null } => "user-token",
            { Issued: not null } => "oidc",
            { Name: var name } when name.StartsWith("team:", StringComparison.Ordinal) => "team-token",
            _ => "settings-token",
        };

    /// <summary>Tokens of users and teams, of nodes, and secrets of webhooks begin with words of their own.</summary>
    [GeneratedRegex(
        """(?<lead>kdn(~|%7e)|knh_|whsec_)[^\s'"?&]+""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OursIn();

    public static AuditOutcome OutcomeOf(int status) =>
        status switch
        {
            // Whoever goes away before the answer does not know what became of it, and neither do we.
            499 or >= 500 => AuditOutcome.Unknown,
            >= 400 => AuditOutcome.Refused,
            _ => AuditOutcome.Done,
        };

    /// <summary>
    /// A text that is fit to be stored: without the request's own token and whatever else may be a token of ours, and no longer than it may
    /// be.
    /// </summary>
    /// <param name="token">What the caller signed in with; null when there was nothing.</param>
    public static string Fit(string text, string? token)
    {
        var own = string.IsNullOrEmpty(token) ? text : text.Replace(token, Hidden, StringComparison.Ordinal);
        var clean = OursIn().Replace(own, $"${{lead}}{Hidden}");
        return clean.Length <= LongestText ? clean : $"{clean[..(LongestText - 1)]}{Cut}";
    }
}
