using System.Net;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Kadende.Plugins.Machines;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;

namespace Kadende.Plugins.Docker;

/// <summary>Runs scripts in containers and reads what they wrote.</summary>
internal static class ContainerExec
{
    private const int ConsoleLimit = 64 * 1024;

    /// <summary>Lines that are asked of the engine, of which the end is kept.</summary>
    private const string ConsoleLines = "2000";

    /// <summary>
    /// Runs a script, while another shell waits for the end of the input and then kills the whole group: an engine lets a command go on
    /// when whoever asked for it has gone. It uses nothing but the shell, as an image may hold nothing else.
    /// </summary>
    private const string Launch =
        "exec 3<&0 2>&1; "
        + "/bin/sh -c \"$1\" kadende </dev/null 3<&- & c=$!; "
        + "(while read -r x <&3; do :; done; kill -KILL 0) >/dev/null 2>&1 & w=$!; "
        + "exec 3<&-; wait $c; e=$?; kill $w; exit $e";

    public static async Task<ExecResult> RunAsync(
        DockerEngine engine,
        ExecRequest request,
        CancellationToken cancellationToken
    )
    {
        if (Encoding.UTF8.GetByteCount(request.Script) > ContainerRecipe.LongestArgument)
        {
            throw new RequestRejectedException("A script for a container must be shorter than 128 KiB.");
        }

        return await engine.AskAsync(
            request.Timeout,
            token =>
                InContainerAsync(request.InstanceId, () => RunAsync(engine.Client, request, token, cancellationToken)),
            cancellationToken
        );
    }

    public static async Task<string?> ReadConsoleAsync(
        DockerEngine engine,
        string id,
        CancellationToken cancellationToken
    )
    {
        var output = new OutputTail(ConsoleLimit);
        await engine.AskAsync(
            token =>
                InContainerAsync(
                    id,
                    async () =>
                    {
                        var parameters = new ContainerLogsParameters
                        {
                            ShowStdout = true,
                            ShowStderr = true,
                            Tail = ConsoleLines,
                        };
                        using var stream = await engine.Client.Containers.GetContainerLogsAsync(
                            id,
                            false,
                            parameters,
                            token
                        );
                        await ReadAsync(stream, output, token);
                        return true;
                    }
                ),
            cancellationToken
        );
        return output.ToString() is { Length: > 0 } text ? text : null;
    }

    private static async Task<ExecResult> RunAsync(
        DockerClient client,
        ExecRequest request,
        CancellationToken cancellationToken,
        CancellationToken callers
    )
    {
        var exec = await client.Exec.ExecCreateContainerAsync(
            request.InstanceId,
            new ContainerExecCreateParameters
            {
                AttachStdin = true,
                AttachStdout = true,
                AttachStderr = true,
                Cmd = ["/bin/sh", "-c", Launch, "kadende", request.Script],
            },
            cancellationToken
        );
        var output = new OutputTail(OutputTail.ExecLimit);
        using (var stream = await client.Exec.StartAndAttachContainerExecAsync(exec.ID, false, cancellationToken))
        {
            // A read that waits does not see the token: closing the stream ends it, and with its input the script.
            await using var hangUp = cancellationToken.Register(stream.Dispose);
            try
            {
                await ReadAsync(stream, output, cancellationToken);
            }
            catch (Exception cut) when (callers.IsCancellationRequested)
            {
                throw new OperationCanceledException(cut.Message, cut, callers);
            }
            catch (Exception cut) when (cancellationToken.IsCancellationRequested)
            {
                throw TimedOut(request, cut);
            }
        }

        callers.ThrowIfCancellationRequested();
        if (cancellationToken.IsCancellationRequested)
        {
            throw TimedOut(request, null);
        }

        var ended = await client.Exec.InspectContainerExecAsync(exec.ID, cancellationToken);
        return ended.Running
            ? throw new ProviderUnavailableException("The connection ended before the script did.")
            : new ExecResult((int)ended.ExitCode, output.ToString());
    }

    private static ProviderUnavailableException TimedOut(ExecRequest request, Exception? cut) =>
        new($"The script did not end within {PlainDuration.InWords(request.Timeout)} and was ended.", cut)
        {
            ScriptTimedOut = true,
        };

    private static async Task ReadAsync(
        MultiplexedStream stream,
        OutputTail output,
        CancellationToken cancellationToken
    )
    {
        var bytes = new byte[16 * 1024];
        while (await stream.ReadOutputAsync(bytes, 0, bytes.Length, cancellationToken) is { EOF: false } piece)
        {
            output.Add(bytes.AsSpan(0, piece.Count));
        }
    }

    private static async Task<T> InContainerAsync<T>(string id, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (DockerApiException absent) when (absent.StatusCode == HttpStatusCode.NotFound)
        {
            throw new InstanceGoneException($"There is no container '{id}'.", absent);
        }
        catch (DockerApiException stopped) when (stopped.StatusCode == HttpStatusCode.Conflict)
        {
            throw new ProviderUnavailableException(
                $"The container '{id}' cannot be asked: {EngineCall.MessageOf(stopped)}",
                stopped
            );
        }
    }
}
