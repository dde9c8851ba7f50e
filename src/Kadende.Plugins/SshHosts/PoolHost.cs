using System.Globalization;

namespace Kadende.Plugins.SshHosts;

/// <summary>One host of a pool.</summary>
/// <param name="Folder">Where claims are on it.</param>
/// <param name="HostKey">SHA-256 of the only key that it may show; null: whichever it shows first.</param>
internal sealed record PoolHost(string Host, int Port, string? Zone, string Folder, string? HostKey)
{
    /// <summary>Tells it from every other host.</summary>
    public string Id =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}"
        );

    /// <summary>Takes <c>host</c>, <c>host:port</c> and IPv6 addresses, in brackets where a port follows.</summary>
    public static (string Host, int Port)? Split(string text)
    {
        var colon = text.LastIndexOf(':');
        var isBare =
            colon < 0 || text.EndsWith(']') || text.IndexOf(':', StringComparison.Ordinal) < colon && text[0] != '[';
        var host = (isBare ? text : text[..colon]).Trim('[', ']');
        return isBare ? (host, 22)
            : int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and < 65536
                ? (host, port)
            : null;
    }
}
