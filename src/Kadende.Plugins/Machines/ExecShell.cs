using System.Text.Json;
using Kadende.Sdk.Machines;

namespace Kadende.Plugins.Machines;

/// <summary>Runs commands through the machine's provider.</summary>
internal sealed class ExecShell(IMachineExec exec, string instanceId, JsonElement properties) : IMachineShell
{
    public string Route => "exec";

    public Task<ExecResult> ExecAsync(string script, TimeSpan timeout, CancellationToken cancellationToken) =>
        exec.ExecAsync(new ExecRequest(instanceId, properties, script, timeout), cancellationToken);
}
