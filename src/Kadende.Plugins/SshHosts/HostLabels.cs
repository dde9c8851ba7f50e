using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.SshHosts;

/// <summary>Changes labels of a machine in place.</summary>
internal sealed class HostLabels(HostLinks links, PoolListing listing)
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>(
        StringComparer.Ordinal
    );

    /// <param name="host">Where the machine is.</param>
    /// <param name="token">Whose claim it is.</param>
    public async Task SetAsync(
        SshHostsProperties pool,
        PoolHost host,
        string token,
        LabelRequest request,
        CancellationToken cancellationToken
    )
    {
        if (PluginLabels.NameOwner(request.Labels))
        {
            var machines = await listing.ListAsync(pool, None, cancellationToken);
            var machine = machines.FirstOrDefault(one => one.Id == request.InstanceId);
            PluginLabels.CheckOwner(request.InstanceId, machine?.Labels ?? None, request.Labels);
        }

        var answer = await links.AskAsync(
            pool,
            host,
            HostScripts.Relabel(host, token, request.Labels),
            cancellationToken
        );
        if (answer.Contains("kadende-gone", StringComparison.Ordinal))
        {
            throw new InstanceGoneException($"{host.Id} is no longer the machine '{token}'.");
        }

        if (!answer.Contains("kadende-labelled", StringComparison.Ordinal))
        {
            throw new ProviderUnavailableException($"{host.Id} did not say whether it has the labels.");
        }
    }
}
