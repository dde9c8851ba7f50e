using System.Diagnostics.CodeAnalysis;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Options;

namespace Kadende.LocalHost.Scheduling;

/// <summary>
/// Runs passes: at once when somebody asks, to the moment when a pass said when it wants the next, and whatever the due list names.
/// At most one a cluster at a time.
/// </summary>
internal sealed partial class PassScheduler(
    RunPass run,
    PassSignals signals,
    IOptions<LocalOptions> options,
    TimeProvider time,
    ILogger<PassScheduler> logger
) : BackgroundService
{
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private Task? _signal;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var agenda = new PassAgenda(options.Value);
        try
        {
            while (true)
            {
                foreach (var request in agenda.TakeReady(time.GetUtcNow()))
                {
                    _running[request.ClusterId] = RunAsync(request, stoppingToken);
                }

                await WaitAsync(agenda.NextWake, stoppingToken);
                while (signals.Reader.TryRead(out var signal))
                {
                    agenda.Take(signal, time.GetUtcNow());
                    Forget(signal);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A pass that was cut short is finished by the next one; still, what it is about to record is worth the wait.
            await Task.WhenAll(_running.Values);
        }
    }

    private void Forget(PassSignal signal)
    {
        if (signal is PassSignal.Ended { Next: null, ClusterId: var id })
        {
            _running.Remove(id);
        }
    }

    /// <summary>Until there is a signal, or a cluster's time has come.</summary>
    private async Task WaitAsync(DateTimeOffset? until, CancellationToken cancellationToken)
    {
        _signal ??= signals.Reader.WaitToReadAsync(cancellationToken).AsTask();
        if (until is not { } wake)
        {
            await _signal;
        }
        else if (wake - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            await _signal
                .WaitAsync(left, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        // What is still waited for is waited for again next time.
        _signal = _signal.IsCompleted ? null : _signal;
    }

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "One failing cluster must never stop the others."
    )]
    private async Task RunAsync(PassRequest request, CancellationToken cancellationToken)
    {
        try
        {
            // Off the scheduler's loop, also when a pass computes before it first waits.
            await Task.Yield();
            signals.Send(new PassSignal.Ended(request.ClusterId, await run(request, cancellationToken)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogStopped(request.ClusterId);
        }
        catch (StoreUnavailableException failure)
        {
            LogStoreAway(request.ClusterId, failure.Message);
            signals.Send(new PassSignal.Failed(request.ClusterId));
        }
        catch (Exception failure)
        {
            LogFailed(failure, request.ClusterId);
            signals.Send(new PassSignal.Failed(request.ClusterId));
        }
    }

    [LoggerMessage(6000, LogLevel.Error, "The pass over cluster {Cluster} failed; it is tried again")]
    private partial void LogFailed(Exception failure, string cluster);

    [LoggerMessage(
        6001,
        LogLevel.Debug,
        "The pass over cluster {Cluster} broke off because the store does not answer: {Fault}"
    )]
    private partial void LogStoreAway(string cluster, string fault);

    [LoggerMessage(6002, LogLevel.Debug, "The pass over cluster {Cluster} was cut short by the end of the host")]
    private partial void LogStopped(string cluster);
}
