using System.ComponentModel;
using System.Diagnostics;
using Kadende.Plugins.Machines;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;

namespace Kadende.Plugins.Processes;

/// <summary>
/// Runs a script in a node: in its <c>work</c> folder, with its variables, in a session of its own. Whatever the script started ends with
/// it at the latest, so that nothing runs on that is written down nowhere.
/// </summary>
internal sealed class NodeScript(NodeFolders folders, TimeProvider time)
{
    /// <summary>How long output may come in that was written before the script ended.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    public async Task<ExecResult> RunAsync(ExecRequest request, CancellationToken cancellationToken)
    {
        var (folder, record) = folders.Find(request.InstanceId);
        if (folder.ReadClaim() is not SlotClaim.Taken { Identity: var node } || !node.IsAlive())
        {
            throw new ProviderUnavailableException($"The process of '{request.InstanceId}' does not run.");
        }

        using var limit = new CancellationTokenSource(request.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var process = Start(folder, record, request);
        process.StandardInput.Close();
        var output = new OutputTail(OutputTail.ExecLimit);
        using var listening = new CancellationTokenSource();
        var reading = Task.WhenAll(
            output.ReadAsync(process.StandardOutput.BaseStream, listening.Token),
            output.ReadAsync(process.StandardError.BaseStream, listening.Token)
        );
        try
        {
            await process.WaitForExitAsync(both.Token);
            EndGroup(process.Id);
            await EndOfAsync(reading);
            return new ExecResult(process.ExitCode, output.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProviderUnavailableException(
                $"The script did not end within {request.Timeout.TotalSeconds:0.###} s and was ended."
            )
            {
                ScriptTimedOut = true,
            };
        }
        finally
        {
            EndGroup(process.Id);
            await listening.CancelAsync();
            await EndOfAsync(reading);
        }
    }

    /// <summary>The shell leads its session and its group: nothing else can have this number while one of them runs.</summary>
    private static void EndGroup(int group)
    {
        if (Signals.GroupExists(group))
        {
            Signals.SendToGroup(group, Signals.Kill);
        }
    }

    /// <summary>Not cancellable: it is short, and what was read must not be in use any more when it is over.</summary>
    private async Task EndOfAsync(Task reading) =>
        await reading
            .WaitAsync(LastWords, time, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static Process Start(NodeFolder folder, NodeRecord record, ExecRequest request)
    {
        var start = new ProcessStartInfo("setsid")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.WorkPath,
        };
        foreach (var argument in (string[])["/bin/sh", "-c", "exec 2>&1; exec /bin/sh -c \"$1\" kadende", "kadende"])
        {
            start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add(request.Script);
        NodeEnvironment.Set(start, record, ProcessProperties.Parse(request.Properties));
        try
        {
            return Process.Start(start)
                ?? throw new ProviderUnavailableException("The script did not start, and the system does not say why.");
        }
        catch (Win32Exception failure)
        {
            throw new ProviderUnavailableException($"The script cannot be run: {failure.Message}", failure);
        }
    }
}
