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
        // EC2's metadata service over IPv6, and the agent that gives pods of EKS their credentials.
        IPNetwork.Parse("fd00:ec2::254/128"),
        IPNetwork.Parse("fd00:ec2::23/128"),
        // Google's and Oracle's metadata services over IPv6.
        IPNetwork.Parse("fd20:ce::254/128"),
        IPNetwork.Parse("fd00:c1::a9fe:a9fe/128"),
        // Azure's host agent.
        IPNetwork.Parse("168.63.129.16/32"),
        // Alibaba's metadata service.
        IPNetwork.Parse("100.100.100.200/32"),
        // IPv4 behind a translator of the network's own (RFC 8215): where in it the address stands is not known from outside.
        IPNetwork.Parse("64:ff9b:1::/48"),
    ];

    /// <summary>This machine itself, and what lies behind the same router: no stranger reaches it, and whoever is here does.</summary>
    private static readonly IPNetwork[] Inside =
    [
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("::/127"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        // Between a provider's routers and its customers' (RFC 6598); clouds use it within.
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fec0::/10"),
    ];

    /// <summary>IPv6 addresses that lead to an IPv4 address which stands in them, and where it stands.</summary>
    private static readonly (IPNetwork Network, int At, byte Mask)[] Wrappings =
    [
        // A translator (RFC 6052).
        (IPNetwork.Parse("64:ff9b::/96"), 12, 0),
        // 6to4 (RFC 3056).
        (IPNetwork.Parse("2002::/16"), 2, 0),
        // Teredo (RFC 4380): the client's, with its bits turned.
        (IPNetwork.Parse("2001::/32"), 12, 0xFF),
    ];

    private readonly IReadOnlyList<IPNetwork> _allowed;
    private readonly IReadOnlyList<IPNetwork> _denied;
    private readonly IReadOnlyList<IPNetwork> _guarded;

    /// <param name="allow">Networks or single addresses; empty: all that are not denied.</param>
    /// <param name="deny">They count first.</param>
    /// <param name="isInsideGuarded">
    /// This machine and private networks are as closed as metadata services are: only an entry that lies within one of them opens it.
    /// </param>
    public NetworkRules(IEnumerable<string> allow, IEnumerable<string> deny, bool isInsideGuarded = false)
    {
        // The narrow ones first: who opens a private network has not opened the metadata service within it.
        _guarded = isInsideGuarded ? [.. Metadata, .. Inside] : Metadata;
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
            { AddressFamily: AddressFamily.InterNetworkV6 } => Unwrapped(address),
            _ => address,
        };

    private static IPAddress Unwrapped(IPAddress address)
    {
        foreach (var (network, at, mask) in Wrappings)
        {
            if (network.Contains(address))
            {
                var bytes = address.GetAddressBytes().AsSpan(at, 4);
                return new IPAddress([
                    (byte)(bytes[0] ^ mask),
                    (byte)(bytes[1] ^ mask),
                    (byte)(bytes[2] ^ mask),
                    (byte)(bytes[3] ^ mask),
                ]);
            }
        }

        return address;
    }

    private static bool IsWithin(IPNetwork network, IPNetwork other) =>
        network.PrefixLength >= other.PrefixLength && other.Contains(network.BaseAddress);
}
