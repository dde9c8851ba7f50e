using System.Net;
using System.Net.Sockets;
using Kadende.Plugins.Net;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Health.Probing;

/// <summary>Which addresses a health check or a command over SSH may reach.</summary>
public sealed class ProbeTargets(IOptions<ProbeOptions> options)
{
    private readonly NetworkRules _networks = new(options.Value.Allow, options.Value.Deny);

    public bool IsForbidden(IPAddress address) => _networks.IsForbidden(address);

    /// <summary>The addresses that a name means now. Whoever connects does so to these, as the name may mean others a moment later.</summary>
    /// <exception cref="ProbeForbiddenException">The name means an address that may not be reached.</exception>
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        TranslateAsync(() => _networks.ResolveAsync(host, cancellationToken));

    /// <exception cref="ProbeForbiddenException">The name means an address that may not be reached.</exception>
    public Task<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken) =>
        TranslateAsync(() => _networks.ConnectAsync(host, port, cancellationToken));

    private static async Task<T> TranslateAsync<T>(Func<Task<T>> reach)
    {
        try
        {
            return await reach();
        }
        catch (ForbiddenAddressException forbidden)
        {
            throw new ProbeForbiddenException(
                $"{forbidden.Address} may not be probed (the operator decides in {ProbeOptions.Section})"
            );
        }
    }
}
