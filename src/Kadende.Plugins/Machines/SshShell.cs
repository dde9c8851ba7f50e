using System.Net.Sockets;
using System.Text;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Kadende.Plugins.Machines;

/// <summary>
/// A machine that is reached over SSH. The script comes on standard input and is read to its end before it runs, so that it may be of any
/// length, the user's login shell does not matter, and no command in it eats the rest of it.
/// </summary>
internal sealed class SshShell(SshTarget target, SshConnections connections, TimeProvider time) : IMachineShell
{
    private const string Launch = "exec /bin/sh -c 'exec /bin/sh -c \"$(cat)\" kadende </dev/null 2>&1'";

    public string Route => target.Route;

    public async Task<ExecResult> ExecAsync(string script, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await connections.UseAsync(
                target,
                client => RunAsync(client, script, both.Token),
                timeout,
                both.Token
            );
        }
        catch (Exception late) when (limit.IsCancellationRequested && late is not ProviderException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ProviderUnavailableException(
                $"{Route} did not answer within {PlainDuration.InWords(timeout)}",
                late
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

    private static async Task<ExecResult> RunAsync(SshClient client, string script, CancellationToken cancellationToken)
    {
        using var command = client.CreateCommand(Launch);
        var output = new OutputTail(OutputTail.ExecLimit);
        var running = command.ExecuteAsync(cancellationToken);
        var reading = output.ReadAsync(command.OutputStream, cancellationToken);
        await using (var input = command.CreateInputStream())
        {
            await input.WriteAsync(Encoding.UTF8.GetBytes(script), cancellationToken);
        }

        await running;
        await reading;
        return command switch
        {
            { ExitStatus: { } code } => new ExecResult(code, output.ToString()),
            // As a shell tells it: above 128, and which signal it was stands in the output.
            { ExitSignal: { } signal } => new ExecResult(128, $"{output}\nended by signal {signal}\n"),
            _ => throw new ProviderUnavailableException("The connection ended before the script did."),
        };
    }
}
