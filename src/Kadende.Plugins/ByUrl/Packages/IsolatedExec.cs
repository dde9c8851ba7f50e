using Kadende.Sdk.Machines;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>Runs commands through somebody else's code.</summary>
internal sealed class IsolatedExec(IMachineExec plugin, IsolatedCall call) : IMachineExec
{
    public Task<ExecResult> ExecAsync(ExecRequest request, CancellationToken cancellationToken) =>
        call.AskAsync(
            "end of a command",
            () => plugin.ExecAsync(request, cancellationToken),
            result => result.Output is null ? null : result,
            cancellationToken
        );
}
