using System.Security.Cryptography;
using System.Text;

namespace Kadende.Runtime.Access;

/// <summary>The text that a client sends to say who it is. Only its hash is ever stored or compared.</summary>
public static class ApiToken
{
    public const int MinLength = 20;

    /// <summary>Longer texts are no tokens of ours; they are refused without being hashed.</summary>
    public const int MaxLength = 512;

    /// <returns>SHA-256, 64 lower-case hexadecimal digits.</returns>
    public static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public static bool IsPossible(string token) => token.Length is >= MinLength and <= MaxLength;

    public static bool IsHash(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigit);
}
