using System.Text.Json;
using Kadende.Sdk.Machines;

namespace Kadende.Plugins.Machines;

/// <summary>A machine whose provider runs commands on it.</summary>
internal sealed class ProviderShell(IMachineExec provider, string instanceId, JsonElement properties) : IMachineShell
{
    public string Route => "exec";

    public Task<ExecResult> ExecAsync(string script, TimeSpan timeout, CancellationToken cancellationToken) =>
        provider.ExecAsync(new ExecRequest(instanceId, properties, script, timeout), cancellationToken);
}
