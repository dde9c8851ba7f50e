using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Health.Probing;

/// <summary>
/// Which addresses a health check or a command over SSH may reach. Specs are written by users, and checks run with this host's network:
/// the services that hand out a cloud machine's credentials must stay out of their reach, and the operator may keep out more.
/// </summary>
public sealed class ProbeTargets
{
    private static readonly IPNetwork[] Metadata =
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

    private readonly IReadOnlyList<IPNetwork> _allowed;
    private readonly IReadOnlyList<IPNetwork> _denied;

    public ProbeTargets(IOptions<ProbeOptions> options)
    {
        _allowed = [.. options.Value.Allow.Select(ProbeOptions.Parse).OfType<IPNetwork>()];
        _denied = [.. options.Value.Deny.Select(ProbeOptions.Parse).OfType<IPNetwork>()];
    }

    public bool IsForbidden(IPAddress address)
    {
        var reached = Reached(address);
        if (_denied.Any(network => network.Contains(reached)))
        {
            return true;
        }

        // A wide network such as 0.0.0.0/0 is no word on metadata services: only one that lies within theirs is.
        return Metadata.FirstOrDefault(network => network.Contains(reached)) is { PrefixLength: > 0 } metadata
            ? !_allowed.Any(network => network.Contains(reached) && IsWithin(network, metadata))
            : _allowed.Count > 0 && !_allowed.Any(network => network.Contains(reached));
    }

    /// <summary>The addresses that a name means now. Whoever connects does so to these, as the name may mean others a moment later.</summary>
    /// <exception cref="ProbeForbiddenException">The name means an address that may not be reached.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        return addresses.FirstOrDefault(IsForbidden) is { } forbidden
            ? throw new ProbeForbiddenException(
                $"{forbidden} may not be probed (the operator decides in {ProbeOptions.Section})"
            )
            : addresses;
    }

    /// <exception cref="ProbeForbiddenException">The name means an address that may not be reached.</exception>
    public async Task<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(host, cancellationToken);
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

    /// <summary>The address that is really reached by way of another notation or a translator.</summary>
    private static IPAddress Reached(IPAddress address) =>
        address switch
        {
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
            { AddressFamily: AddressFamily.InterNetworkV6 } when Translated.Contains(address) => new IPAddress(
                address.GetAddressBytes().AsSpan(12)
            ),
            _ => address,
        };

    private static bool IsWithin(IPNetwork network, IPNetwork other) =>
        network.PrefixLength >= other.PrefixLength && other.Contains(network.BaseAddress);
}
