using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Kadende.Plugins.GoogleCompute;

/// <summary>Names and ids that are derived from a token, so that a repeated call means the same instance.</summary>
internal static partial class GoogleNames
{
    /// <summary>The token itself where it is a name by Google's rules, else one made of its hash.</summary>
    public static string InstanceOf(string token) =>
        IsName(token) ? token : $"kadende-{Convert.ToHexStringLower(HashOf(token).AsSpan(0, 16))}";

    /// <summary>The <c>requestId</c>: a UUID.</summary>
    public static string RequestOf(string token)
    {
        var bytes = HashOf(token).AsSpan(0, 16).ToArray();
        // Version 8 is for UUIDs that are made in one's own way (RFC 9562).
        bytes[6] = (byte)(bytes[6] & 0x0f | 0x80);
        bytes[8] = (byte)(bytes[8] & 0x3f | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>A zone, network or the like: fit to be one segment of a path.</summary>
    public static bool IsName(string text) => NamePattern().IsMatch(text);

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    [GeneratedRegex(@"\A[a-z]([-a-z0-9]{0,61}[a-z0-9])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamePattern();
}
