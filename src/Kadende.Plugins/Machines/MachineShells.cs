using System.Text.Json;
using Kadende.Plugins.Health.Probing;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;
using Renci.SshNet;

namespace Kadende.Plugins.Machines;

/// <summary>Finds the way to run commands on a machine: its provider's where there is one, else SSH.</summary>
public sealed class MachineShells(IOptions<SshOptions> ssh, ProbeTargets targets, TimeProvider time) : IDisposable
{
    private readonly SshConnections _connections = new(
        new SshKey(
            $"{SshOptions.Section}:PrivateKeyFile",
            () => new PrivateKeyFile(ssh.Value.PrivateKeyFile!, ssh.Value.Passphrase ?? "")
        ),
        ssh.Value.Parallelism,
        targets,
        time
    );

    /// <param name="properties">The properties that the machine was made from.</param>
    /// <returns>Null when there is no way: the provider has none, and SSH is not set up or the machine has no address.</returns>
    public IMachineShell? Find(IProvider provider, Instance instance, JsonElement properties)
    {
        if (provider.Exec is { } exec)
        {
            return new ProviderShell(exec, instance.Id, properties);
        }

        return ssh.Value.IsSetUp && instance.Address is { } host
            ? new SshShell(
                new SshTarget(
                    $"{provider.Description.Name}|{instance.Id}",
                    host,
                    instance.Ports.GetValueOrDefault(ssh.Value.Port, ssh.Value.Port),
                    ssh.Value.User!
                ),
                _connections,
                time
            )
            : null;
    }

    public void Dispose() => _connections.Dispose();
}
