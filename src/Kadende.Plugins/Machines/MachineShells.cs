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
        new FairTurns(ssh.Value.Parallelism),
        targets,
        time
    );

    /// <param name="properties">The properties that the machine was made from.</param>
    /// <param name="caller">On whose behalf commands are run, such as a group: none keeps the others from their machines.</param>
    /// <returns>Null when there is no way: the provider has none, and SSH is not set up or the machine has no address.</returns>
    public IMachineShell? Find(IProvider provider, Instance instance, JsonElement properties, string caller)
    {
        if (provider.Exec is { } exec)
        {
            return new ProviderShell(exec, instance.Id, properties);
        }

        return ssh.Value is { IsSetUp: true, User: { } user } && instance.Address is { } host
            ? new SshShell(
                new SshTarget(
                    $"{provider.Description.Name}|{instance.Id}",
                    host,
                    instance.Ports.GetValueOrDefault(ssh.Value.Port, ssh.Value.Port),
                    user
                )
                {
                    Caller = caller,
                },
                _connections,
                time
            )
            : null;
    }

    public void Dispose() => _connections.Dispose();
}
