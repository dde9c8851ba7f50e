using System.Text.Json;

namespace Kadende.Sdk.Machines;

/// <summary>
/// What an <see cref="Providers.IProvider"/> implements besides when it can run commands on its machines. Without it, commands reach a
/// machine over SSH, or stand in its boot script.
/// </summary>
public interface IMachineExec
{
    /// <summary>
    /// Runs a short script with the machine's <c>/bin/sh</c> and waits for its end. May be called twice: a script that is run again runs
    /// again, so callers send scripts that can be repeated.
    /// </summary>
    /// <exception cref="Failures.InstanceGoneException">The machine does not exist.</exception>
    /// <exception cref="Failures.ProviderException">It could not be run; <see cref="Failures.ProviderUnavailableException"/>: it may have run.</exception>
    Task<ExecResult> ExecAsync(ExecRequest request, CancellationToken cancellationToken);
}

/// <summary>One script to run on one machine.</summary>
/// <param name="InstanceId">The provider's id.</param>
/// <param name="Properties">Properties whose <see cref="Providers.IProvider.ScopeOf"/> says where it is.</param>
/// <param name="Script">What <c>/bin/sh</c> runs; ends with the exit code of its last command.</param>
/// <param name="Timeout">
/// How long it may take; then it is ended, and the call throws <see cref="Failures.ProviderUnavailableException"/> with
/// <see cref="Failures.ProviderUnavailableException.ScriptTimedOut"/> set.
/// </param>
public sealed record ExecRequest(string InstanceId, JsonElement Properties, string Script, TimeSpan Timeout);
