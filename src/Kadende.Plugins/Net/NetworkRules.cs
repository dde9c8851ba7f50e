using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;

namespace Kadende.Plugins.Net;

/// <summary>
/// Which addresses may be reached by what users write into specs. It runs with this host's network: the services that hand out a cloud
/// machine's credentials must stay out of their reach, and the operator may keep out more.
/// </summary>
public sealed class NetworkRules
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

    /// <summary>This machine itself.</summary>
    private static readonly IPNetwork[] Loopback =
    [
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("::/127"),
    ];

    /// <summary>IPv4 behind a translator (RFC 6052): the last four bytes are the address that is reached.</summary>
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    private readonly IReadOnlyList<IPNetwork> _allowed;
    private readonly IReadOnlyList<IPNetwork> _denied;
    private readonly IReadOnlyList<IPNetwork> _guarded;

    /// <param name="allow">Networks or single addresses; empty: all that are not denied.</param>
    /// <param name="deny">They count first.</param>
    /// <param name="isLoopbackGuarded">This machine is as closed as metadata services are: only an entry within its own networks opens it.</param>
    public NetworkRules(IEnumerable<string> allow, IEnumerable<string> deny, bool isLoopbackGuarded = false)
    {
        _guarded = isLoopbackGuarded ? [.. Metadata, .. Loopback] : Metadata;
        _allowed = [.. allow.Select(Parse).OfType<IPNetwork>()];
        _denied = [.. deny.Select(Parse).OfType<IPNetwork>()];
    }

    public bool IsForbidden(IPAddress address)
    {
        var reached = Reached(address);
        if (_denied.Any(network => network.Contains(reached)))
        {
            return true;
        }

        // A wide network such as 0.0.0.0/0 is no word on metadata services: only one that lies within theirs is.
        return _guarded.FirstOrDefault(network => network.Contains(reached)) is { PrefixLength: > 0 } guarded
            ? !_allowed.Any(network => network.Contains(reached) && IsWithin(network, guarded))
            : _allowed.Count > 0 && !_allowed.Any(network => network.Contains(reached));
    }

    /// <summary>The addresses that a name means now. Whoever connects does so to these, as the name may mean others a moment later.</summary>
    /// <exception cref="ForbiddenAddressException">The name means an address that may not be reached.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        return addresses.FirstOrDefault(IsForbidden) is { } forbidden
            ? throw new ForbiddenAddressException(host, forbidden)
            : addresses;
    }

    /// <exception cref="ForbiddenAddressException">The name means an address that may not be reached.</exception>
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

    /// <summary>What is wrong with a list of networks in the settings.</summary>
    /// <param name="section">The setting that holds the list.</param>
    public static IEnumerable<ValidationResult> Faults(string section, string list, IReadOnlyList<string> networks) =>
        networks
            .Select((text, index) => (text, index))
            .Where(entry => Parse(entry.text) is null)
            .Select(entry => new ValidationResult(
                $"{section}:{list}:{entry.index} '{entry.text}' is no network: write the first address of the network and the length "
                    + "of its prefix, such as 10.0.0.0/8 or fd00::/8, or a single address.",
                [list]
            ));

    /// <summary>Reads a network, or a single address as the network that has it alone.</summary>
    private static IPNetwork? Parse(string text)
    {
        // A number alone would be read as an address too.
        var isWhole = text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3;
        if (isWhole && IPAddress.TryParse(text, out var address))
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(text, out var network) ? network : null;
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
