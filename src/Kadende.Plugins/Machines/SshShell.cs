using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Renci.SshNet.Common;

namespace Kadende.Plugins.Machines;

/// <summary>
/// A machine that is reached over SSH. The script comes on standard input, so that the user's login shell does not matter and no command
/// in it can eat the rest of it; and what the script started ends when that input ends before it, with the connection, say.
/// </summary>
internal sealed class SshShell(SshTarget target, SshConnections connections, TimeProvider time) : IMachineShell
{
    /// <summary>
    /// Reads so many bytes of script and runs them, while another shell waits for the end of the input and then kills the whole group.
    /// A server does not do that by itself, and does not pass on signals to a root session.
    /// </summary>
    private const string Launch =
        "exec /bin/sh -c '"
        + "exec 3<&0 2>&1; s=$(head -c \"$1\"); "
        + "/bin/sh -c \"$s\" kadende </dev/null 3<&- & c=$!; "
        + "(cat <&3; kill -KILL 0) >/dev/null 2>&1 & w=$!; "
        + "exec 3<&-; wait $c; e=$?; kill $w; exit $e' kadende ";

    public string Route => target.Route;

    /// <summary>How long a machine may take to let us in, however long the script may take then.</summary>
    public TimeSpan LongestLogin { get; init; } = TimeSpan.FromSeconds(10);

    public async Task<ExecResult> ExecAsync(string script, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(script);
        try
        {
            return await connections.RunAsync(
                target,
                Launch + bytes.Length.ToString(CultureInfo.InvariantCulture),
                bytes,
                timeout < LongestLogin ? timeout : LongestLogin,
                run => FollowAsync(run, timeout, cancellationToken),
                cancellationToken
            );
        }
        catch (SshAuthenticationException refused)
        {
            throw new CredentialException($"{Route} does not let us in: {refused.Message}", refused);
        }
        catch (Exception broken) when (broken is SshException or SocketException or IOException)
        {
            throw new ProviderUnavailableException($"{Route} cannot be reached: {broken.Message}", broken);
        }
    }

    private async Task<ExecResult> FollowAsync(SshRun run, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var output = new OutputTail(OutputTail.ExecLimit);
        try
        {
            var reading = output.ReadAsync(run.Output, both.Token);
            await run.Ended.WaitAsync(both.Token);
            await reading;
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProviderUnavailableException(
                $"The script did not end within {PlainDuration.InWords(timeout)} and was ended.",
                late
            )
            {
                ScriptTimedOut = true,
            };
        }

        return run.ExitCode is { } code
            ? new ExecResult(code, output.ToString())
            : throw new ProviderUnavailableException("The connection ended before the script did.");
    }
}
