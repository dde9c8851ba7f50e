using Kadende.Sdk.Machines;

namespace Kadende.Plugins.Secrets;

/// <summary>Commands on machines whose properties name secrets.</summary>
internal sealed class SecretExec(IMachineExec inner, SecretProvider provider) : IMachineExec
{
    public Task<ExecResult> ExecAsync(ExecRequest request, CancellationToken cancellationToken) =>
        provider.CallAsync(
            request.Properties,
            (filled, token) => inner.ExecAsync(request with { Properties = filled }, token),
            (result, known) => result with { Output = known.Hide(result.Output) },
            cancellationToken
        );
}
