using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Kadende.Core.Specs;

namespace Kadende.Runtime.Access;

/// <summary>
/// The text of a token that Kadende gave out: <c>kdn~u~alice~ID~SECRET</c> for a user's, <c>kdn~t~blue~ID~SECRET</c> for a team's. It
/// tells where to look, so that a request costs one read; what proves anything is the secret, 256 random bits.
/// </summary>
/// <param name="IsTeams">The token belongs to a team, not to a user.</param>
/// <param name="Owner">The user's or the team's name.</param>
/// <param name="Id">Which of the owner's tokens.</param>
internal sealed record TokenText(bool IsTeams, string Owner, string Id)
{
    private const char Separator = '~';
    private const string Lead = "kdn";
    private const string UserMark = "u";
    private const string TeamMark = "t";
    private const int SecretBytes = 32;

    /// <summary>A text that was never given out before.</summary>
    public static (TokenText Parts, string Text) New(bool isTeams, string owner)
    {
        var id = RandomNumberGenerator.GetHexString(10, lowercase: true);
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var text = string.Join(Separator, Lead, isTeams ? TeamMark : UserMark, owner, id, secret);
        return (new TokenText(isTeams, owner, id), text);
    }

    /// <summary>Whether the text has the form of a token that Kadende gave out.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TokenText? parts)
    {
        parts =
            text.Split(Separator) is [Lead, UserMark or TeamMark, var owner, { Length: > 0 } id, { Length: > 0 }]
            && SpecNames.IsName(owner)
                ? new TokenText(text[Lead.Length + 1] == TeamMark[0], owner, id)
                : null;
        return parts is not null;
    }
}
