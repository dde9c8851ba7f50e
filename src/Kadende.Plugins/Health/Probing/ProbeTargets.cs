using System.Net;
using System.Net.Sockets;

namespace Kadende.Plugins.Health.Probing;

/// <summary>
/// Which addresses a health check may ask. Specs are written by users, and checks run with this host's network: the services that hand
/// out a cloud machine's credentials must stay out of their reach.
/// </summary>
internal static class ProbeTargets
{
    private static readonly IPNetwork[] Forbidden =
    [
        // Link-local: metadata services of nearly all clouds.
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("fe80::/10"),
        // EC2's metadata service over IPv6.
        IPNetwork.Parse("fd00:ec2::254/128"),
        // Azure's host agent.
        IPNetwork.Parse("168.63.129.16/32"),
        // Alibaba's metadata service.
        IPNetwork.Parse("100.100.100.200/32"),
    ];

    /// <summary>IPv4 behind a translator (RFC 6052): the last four bytes are the address that is reached.</summary>
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool IsForbidden(IPAddress address)
    {
        var reached = address switch
        {
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
            { AddressFamily: AddressFamily.InterNetworkV6 } when Translated.Contains(address) => new IPAddress(
                address.GetAddressBytes().AsSpan(12)
            ),
            _ => address,
        };
        return Forbidden.Any(network => network.Contains(reached));
    }

    /// <summary>Connects to the very address that was looked at, so that a name cannot mean another one a moment later.</summary>
    /// <exception cref="ProbeForbiddenException">The name means an address that no check may ask.</exception>
    public static async Task<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (addresses.FirstOrDefault(IsForbidden) is { } forbidden)
        {
            throw new ProbeForbiddenException($"{forbidden} may not be probed");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return socket;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }
}
