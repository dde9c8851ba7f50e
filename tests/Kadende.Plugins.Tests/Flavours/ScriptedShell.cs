using System.Collections.Concurrent;
using Kadende.Sdk.Machines;

namespace Kadende.Plugins.Tests.Flavours;

/// <summary>A machine that answers scripts as a test says, and keeps what it was asked.</summary>
public sealed class ScriptedShell(Func<string, ExecResult> answer) : IMachineShell
{
    public string Route => "exec";

    public ConcurrentQueue<string> Scripts { get; } = new();

    public Task<ExecResult> ExecAsync(string script, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Scripts.Enqueue(script);
        return Task.FromResult(answer(script));
    }
}
