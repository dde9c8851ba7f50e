using System.Net;

namespace Kadende.Plugins.Net;

/// <summary>A name means an address that may not be reached.</summary>
public sealed class ForbiddenAddressException(string host, IPAddress address)
    : Exception($"{host} means {address}, which may not be reached")
{
    public IPAddress Address { get; } = address;
}
