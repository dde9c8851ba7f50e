using System.Net;
using System.Net.Sockets;
using Kadende.Plugins.Health.Probing;
using Kadende.Sdk.Failures;
using Renci.SshNet.Common;

namespace Kadende.Plugins.Machines;

/// <summary>Connections to machines: each is used by one script at a time, and so many at once as there are turns.</summary>
internal sealed class SshConnections(SshKey key, FairTurns turns, ProbeTargets targets, TimeProvider time) : IDisposable
{
    /// <summary>How long a connection may keep us waiting while a script runs over it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IdleConnections _idle = new(time);
    private readonly SshLogins _logins = new(key);

    /// <summary>
    /// Begins a script and follows it. A connection over which it failed or was given up is closed, and with it ends what runs there.
    /// </summary>
    /// <param name="command">What reads so many bytes of script from its input and runs them.</param>
    /// <param name="within">How long it may take until the script runs. The wait for a turn does not count: nobody but us is to blame for it.</param>
    /// <exception cref="ProviderException">The machine cannot be reached, or does not let us in. The script was not begun.</exception>
    public async Task<T> RunAsync<T>(
        SshTarget target,
        string command,
        byte[] script,
        TimeSpan within,
        Func<SshRun, Task<T>> follow,
        CancellationToken cancellationToken
    )
    {
        using var turn = await turns.EnterAsync(target.Caller, cancellationToken);
        var run = await BeginAsync(target, command, script, within, cancellationToken);
        try
        {
            var result = await follow(run);
            run.Dispose();
            _idle.Keep(target, run.Address, run.Client);
            return result;
        }
        catch
        {
            run.HangUp();
            throw;
        }
    }

    public void Dispose()
    {
        _idle.Dispose();
        _logins.Dispose();
    }

    private async Task<SshRun> BeginAsync(
        SshTarget target,
        string command,
        byte[] script,
        TimeSpan within,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(within, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var givenUp = both.Token;
        try
        {
            var addresses = await ResolveAsync(target, givenUp);
            // SSH.NET blocks its thread until a command runs, whatever a token says. On a thread of its own it holds up nobody else: the
            // pool would have none left for others after a few machines that are slow.
            var begin = Task.Factory.StartNew(
                () => Begin(target, addresses, command, script, within, givenUp),
                CancellationToken.None,
                TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
                TaskScheduler.Default
            );
            try
            {
                return await begin.WaitAsync(givenUp);
            }
            catch (OperationCanceledException)
            {
                HangUpOnceBegun(begin);
                throw;
            }
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProviderUnavailableException(
                $"{target.Route} did not answer within {PlainDuration.InWords(within)}",
                late
            );
        }
    }

    private SshRun Begin(
        SshTarget target,
        IPAddress[] addresses,
        string command,
        byte[] script,
        TimeSpan within,
        CancellationToken givenUp
    )
    {
        var run = BeginOverKept(target, addresses, command, within) ?? BeginAnew();
        try
        {
            run.Send(script);
            run.Client.ConnectionInfo.Timeout = Patience;
            return run;
        }
        catch
        {
            run.HangUp();
            throw;
        }

        SshRun BeginAnew()
        {
            var (client, address) = _logins.Open(target, addresses, within, givenUp);
            return SshRun.Begin(client, address, command);
        }
    }

    /// <summary>
    /// The machine of a kept connection may be gone without a word. No script was sent until the command runs, so that another connection
    /// may be tried, and half of the time is left for it.
    /// </summary>
    private SshRun? BeginOverKept(SshTarget target, IPAddress[] addresses, string command, TimeSpan within)
    {
        if (_idle.Take(target, addresses) is not var (client, address))
        {
            return null;
        }

        client.ConnectionInfo.Timeout = within / 2;
        try
        {
            return SshRun.Begin(client, address, command);
        }
        catch (Exception broken)
            when (broken is SshException or SocketException or IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Who waited has left; the thread ends by itself, as each of its steps has a time limit.</summary>
    private static void HangUpOnceBegun(Task<SshRun> begin)
    {
        _ = begin.ContinueWith(
            late => late.Result.HangUp(),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion,
            TaskScheduler.Default
        );
    }

    private async Task<IPAddress[]> ResolveAsync(SshTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return await targets.ResolveAsync(target.Host, cancellationToken);
        }
        catch (ProbeForbiddenException forbidden)
        {
            throw new RequestRejectedException(forbidden.Message, forbidden);
        }
        catch (SocketException unknown)
        {
            throw new ProviderUnavailableException($"{target.Host} cannot be looked up: {unknown.Message}", unknown);
        }
    }
}
