using System.Text.Json;
using Kadende.Sdk.Machines;

namespace Kadende.TestPlugins;

/// <summary>Blocks the thread that it is called on: for ever where it cannot hear that nobody waits any more.</summary>
public sealed class StuckProvider() : BareProvider("stuck"), IMachineExec, IConsoleOutput
{
    public override string ScopeOf(JsonElement properties)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(CancellationToken.None);
        return "";
    }

    public Task<ExecResult> ExecAsync(ExecRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.WaitHandle.WaitOne();
        throw new OperationCanceledException(cancellationToken);
    }

    public Task<string?> ReadConsoleAsync(
        string instanceId,
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.WaitHandle.WaitOne();
        throw new OperationCanceledException(cancellationToken);
    }
}
