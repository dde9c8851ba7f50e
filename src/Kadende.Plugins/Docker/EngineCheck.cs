using System.Globalization;
using System.Net;
using Docker.DotNet;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Docker;

/// <summary>Asks an engine whether it can make what properties say, and makes nothing.</summary>
internal static class EngineCheck
{
    public static async Task<IReadOnlyList<PropertyFault>> FaultsAsync(
        DockerEngine engine,
        DockerProperties properties,
        CancellationToken cancellationToken
    )
    {
        var faults = new List<PropertyFault>();
        var info = await engine.AskAsync(engine.Client.System.GetSystemInfoAsync, cancellationToken);
        if (properties.Cpus > info.NCPU)
        {
            faults.Add(
                new PropertyFault(
                    "cpus",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The engine's machine has {info.NCPU} processors: write that or less."
                    )
                )
            );
        }

        if (info.MemTotal > 0 && properties.Memory > info.MemTotal)
        {
            faults.Add(
                new PropertyFault(
                    "memory",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The engine's machine has {info.MemTotal >> 20}m of memory: write that or less."
                    )
                )
            );
        }

        if (
            properties.Pull == PullPolicy.Never
            && await ImagePull.FindAsync(engine, properties.Image, cancellationToken) is null
        )
        {
            faults.Add(new PropertyFault("image", ImagePull.Missing(properties.Image)));
        }

        if (properties.Network is { } network && !await HasNetworkAsync(engine, network, cancellationToken))
        {
            faults.Add(
                new PropertyFault("network", $"The engine has no network '{network}': make it there, or name another.")
            );
        }

        return faults;
    }

    private static async Task<bool> HasNetworkAsync(
        DockerEngine engine,
        string network,
        CancellationToken cancellationToken
    ) =>
        network is "none" or "host" or "bridge" or "default"
        || network.Contains(':', StringComparison.Ordinal)
        || await engine.AskAsync(
            async token =>
            {
                try
                {
                    await engine.Client.Networks.InspectNetworkAsync(network, token);
                    return true;
                }
                catch (DockerApiException absent) when (absent.StatusCode == HttpStatusCode.NotFound)
                {
                    return false;
                }
            },
            cancellationToken
        );
}
