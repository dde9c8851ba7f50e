using System.Globalization;
using System.Text;

namespace Kadende.Plugins.Rest;

/// <summary>
/// Any text in lower-case letters, digits, '-' and '_', and back exactly: for clouds whose labels or tags take nothing else, or forget
/// the case of letters.
/// </summary>
/// <remarks>
/// Lower-case letters, digits and '-' stand for themselves. Any other character is '_' and two hexadecimal digits when its code is below
/// 256, else '_u' and four.
/// </remarks>
internal static class LabelText
{
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (IsPlain(character))
            {
                encoded.Append(character);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"_{EscapeOf(character)}");
            }
        }

        return encoded.ToString();
    }

    /// <returns>Null when <see cref="Encode"/> cannot have written it.</returns>
    public static string? Decode(ReadOnlySpan<char> encoded)
    {
        var text = new StringBuilder(encoded.Length);
        while (encoded.Length > 0)
        {
            var (character, taken) = Next(encoded);
            if (taken == 0)
            {
                return null;
            }

            text.Append(character);
            encoded = encoded[taken..];
        }

        return text.ToString();
    }

    private static bool IsPlain(char character) => character is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-';

    private static string EscapeOf(char character) =>
        character < 256
            ? ((int)character).ToString("x2", CultureInfo.InvariantCulture)
            : $"u{((int)character).ToString("x4", CultureInfo.InvariantCulture)}";

    private static (char Character, int Taken) Next(ReadOnlySpan<char> encoded)
    {
        if (encoded[0] != '_')
        {
            return IsPlain(encoded[0]) ? (encoded[0], 1) : default;
        }

        var digits = encoded.Length > 1 && encoded[1] == 'u' ? encoded[2..] : encoded[1..];
        var count = encoded.Length - digits.Length == 2 ? 4 : 2;
        if (
            digits.Length < count
            || !ushort.TryParse(
                digits[..count],
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var code
            )
        )
        {
            return default;
        }

        var character = (char)code;
        var taken = encoded.Length - digits.Length + count;
        // One text has one encoding: what could be written shorter or in capitals is none of ours.
        return !IsPlain(character) && encoded[1..taken].SequenceEqual(EscapeOf(character))
            ? (character, taken)
            : default;
    }
}
