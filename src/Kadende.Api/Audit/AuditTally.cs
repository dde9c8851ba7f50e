using Kadende.Core.Audit;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kadende.Api.Audit;

/// <summary>
/// Tells the audit of those who are turned away before it is known who they are. Anybody can make any number of such requests, so they are
/// counted here, and each minute becomes one record for each address and reason. Nobody waits for it, and a host that dies tells nothing
/// of its last minute.
/// </summary>
internal sealed partial class AuditTally(IAuditStore store, TimeProvider time, ILogger<AuditTally> logger)
    : BackgroundService
{
    /// <summary>How many records a minute makes at most; what is beyond them is counted together.</summary>
    public const int MostRecords = 200;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private Dictionary<(string? Address, string Reason), AuditRecord> _counted = [];

    /// <summary>Counts a request; its answer has its status already.</summary>
    public void Note(HttpContext context, string reason)
    {
        var record = AuditedRequest.RecordOf(context, team: null) with
        {
            Outcome = AuditRules.OutcomeOf(context.Response.StatusCode),
            Status = context.Response.StatusCode,
            Detail = reason,
            EndedAt = time.GetUtcNow(),
            Count = 1,
        };
        lock (_lock)
        {
            Add(record, reason);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TellAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TellAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is told when the host has stopped taking requests.
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        var (left, fault) = (0, "");
        foreach (var ((_, reason), record) in Taken())
        {
            try
            {
                await store.AddAsync(record, cancellationToken);
            }
            catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
            {
                (left, fault) = (left + (record.Count ?? 1), failure.Message);
                lock (_lock)
                {
                    Add(record, reason);
                }
            }
        }

        if (left > 0)
        {
            LogAway(left, fault);
        }
    }

    private Dictionary<(string? Address, string Reason), AuditRecord> Taken()
    {
        lock (_lock)
        {
            (var taken, _counted) = (_counted, []);
            return taken;
        }
    }

    /// <summary>The first of its kind stands for all of them.</summary>
    private void Add(AuditRecord record, string reason)
    {
        var key = (record.Source.Address, reason);
        if (_counted.TryGetValue(key, out var before))
        {
            _counted[key] = Both(before, record);
        }
        else if (_counted.Count < MostRecords)
        {
            _counted[key] = record;
        }
        else
        {
            // The address of the first would speak for others.
            var rest = record with
            {
                Source = record.Source with { Address = null },
            };
            key = (null, reason);
            _counted[key] = _counted.TryGetValue(key, out before) ? Both(before, rest) : rest;
        }
    }

    private static AuditRecord Both(AuditRecord one, AuditRecord other) =>
        one with
        {
            Count = (one.Count ?? 1) + (other.Count ?? 1),
            EndedAt = one.EndedAt > other.EndedAt ? one.EndedAt : other.EndedAt,
        };

    [LoggerMessage(
        5102,
        LogLevel.Warning,
        "The audit of {Count} requests that were turned away could not be written; it is tried again in a minute, unless the host stops: {Fault}"
    )]
    private partial void LogAway(int count, string fault);
}
