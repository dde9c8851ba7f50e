using System.Text.Json;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Machines;

/// <summary>Finds a way to run commands on a machine.</summary>
public sealed class MachineShells
{
    private readonly bool _exec = true;

    /// <summary>Null when there is none.</summary>
    public IMachineShell? Find(IProvider provider, Instance instance, JsonElement properties) =>
        provider is IMachineExec exec && _exec ? new ExecShell(exec, instance.Id, properties) : null;
}
