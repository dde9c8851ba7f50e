namespace Kadende.Sdk.Machines;

/// <summary>A way to run commands on one machine: through its provider, or over SSH.</summary>
public interface IMachineShell
{
    /// <summary>Such as <c>exec</c> or <c>ssh root@10.0.0.7:22</c>; for users and logs.</summary>
    string Route { get; }

    /// <summary>Runs a short script with the machine's <c>/bin/sh</c> and waits for its end.</summary>
    /// <param name="timeout">How long it may take, and before that as long again until it begins.</param>
    /// <exception cref="Failures.ProviderException">
    /// It could not be run. <see cref="Failures.ProviderUnavailableException"/>: the machine cannot be reached now, or the script did not
    /// end in time, which <see cref="Failures.ProviderUnavailableException.ScriptTimedOut"/> tells apart; <see cref="Failures.CredentialException"/>: it does not let us in.
    /// </exception>
    Task<ExecResult> ExecAsync(string script, TimeSpan timeout, CancellationToken cancellationToken);
}
