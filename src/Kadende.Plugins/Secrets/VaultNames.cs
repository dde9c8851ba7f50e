using System.Text;
using Kadende.Core.Specs;

namespace Kadende.Plugins.Secrets;

/// <summary>
/// How a team's secret is called in an Azure Key Vault, whose names have up to 127 letters, digits and dashes and do not tell large letters
/// from small ones: <c>team--name</c>. What cannot stand there is three dashes and what it is: <c>d</c> a dot, <c>u</c> an underscore,
/// <c>m</c> a dash that no small letter or digit follows, <c>c</c> that the next letter is large.
/// </summary>
internal static class VaultNames
{
    public const int Longest = 127;

    private const string Between = "--";
    private const string Escape = "---";

    public static string Of(string team, string name) => $"{Encode(team)}{Between}{Encode(name)}";

    /// <summary>Whether a name can be that of a team's secret, which is nobody else's.</summary>
    public static bool IsOfATeam(string name) => name.Contains(Between, StringComparison.Ordinal);

    /// <summary>The team's and the secret's names; null when the vault's name is not one of ours.</summary>
    public static (string Team, string Name)? Read(string vaultName)
    {
        var parts = new List<StringBuilder> { new() };
        for (var at = 0; at < vaultName.Length; )
        {
            var dashes = vaultName.AsSpan(at).IndexOfAnyExcept('-');
            var (text, length) = dashes switch
            {
                0 => (vaultName[at].ToString(), 1),
                1 => ("-", 1),
                // Five are those between the names, and an escape that the second begins with.
                2 or 5 => (null, 2),
                3 => Unescape(vaultName.AsSpan(at + Escape.Length)),
                _ => ("", 0),
            };
            if (length == 0)
            {
                return null;
            }

            at += length;
            if (text is null)
            {
                parts.Add(new StringBuilder());
            }
            else
            {
                parts[^1].Append(text);
            }
        }

        var names = parts.Select(part => part.ToString()).ToList();
        return names.Count == 2 && names.All(SpecNames.IsName) && Of(names[0], names[1]) == vaultName
            ? (names[0], names[1])
            : null;
    }

    private static (string? Text, int Length) Unescape(ReadOnlySpan<char> code) =>
        code switch
        {
            ['d', ..] => (".", Escape.Length + 1),
            ['u', ..] => ("_", Escape.Length + 1),
            ['m', ..] => ("-", Escape.Length + 1),
            ['c', var letter, ..] => (char.ToUpperInvariant(letter).ToString(), Escape.Length + 2),
            _ => ("", 0),
        };

    private static string Encode(string text)
    {
        var encoded = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var isBeforePlain = i + 1 < text.Length && IsPlain(text[i + 1]);
            _ = text[i] switch
            {
                var plain when IsPlain(plain) => encoded.Append(plain),
                '-' when isBeforePlain => encoded.Append('-'),
                '-' => encoded.Append(Escape).Append('m'),
                '.' => encoded.Append(Escape).Append('d'),
                '_' => encoded.Append(Escape).Append('u'),
                var large when char.IsAsciiLetterUpper(large) => encoded
                    .Append(Escape)
                    .Append('c')
                    .Append(char.ToLowerInvariant(large)),
                _ => throw new ArgumentException($"'{text}' cannot be the name of a team or a secret.", nameof(text)),
            };
        }

        return encoded.ToString();
    }

    private static bool IsPlain(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter);
}
