using Kadende.Core.Audit;
using Kadende.Runtime.Requests;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kadende.Api.Audit;

/// <summary>
/// Writes the audit: for what is allowed a record before it is begun, which gets its outcome afterwards; for what is refused one record.
/// </summary>
internal sealed partial class AuditTrail(IAuditStore store, TimeProvider time, ILogger<AuditTrail> logger)
{
    /// <summary>How long a record may take to be written. The caller's going away does not end it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Whether requests like this one are to change something.</summary>
    public static bool Takes(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method)
        && !HttpMethods.IsHead(request.Method)
        && !HttpMethods.IsOptions(request.Method);

    /// <summary>Notes what is about to be done.</summary>
    /// <returns>False: it cannot be noted, and is not to be done.</returns>
    public async Task<bool> BeginAsync(HttpContext context)
    {
        var record = AuditedRequest.RecordOf(context, context.Features.Get<RequestScope>()?.Team);
        StoredAudit? stored = null;
        await TryAsync(record, async token => stored = await store.AddAsync(record, token));
        context.Features.Set(new AuditEntry(stored));
        return stored is not null;
    }

    /// <summary>Notes what became of a request.</summary>
    public Task EndAsync(HttpContext context, object? answer)
    {
        var (status, detail) = AuditWords.Of(context, answer);
        return context.Features.Get<AuditEntry>() is { } entry
            ? CompleteAsync(context, entry, status, detail)
            : RefuseAsync(context, AuditedRequest.TeamOfRefused(context), status, detail);
    }

    /// <summary>Notes the answer to a request that broke off after it was begun; nothing for one that was not.</summary>
    public Task BreakOffAsync(HttpContext context, IResult answer)
    {
        var (status, detail) = AuditWords.Of(context, answer);
        return context.Features.Get<AuditEntry>() is { } entry
            ? CompleteAsync(context, entry, status, detail)
            : Task.CompletedTask;
    }

    /// <summary>Notes that the caller went away; nothing for a request that was not begun, or has its outcome.</summary>
    public Task AbandonAsync(HttpContext context) =>
        context.Features.Get<AuditEntry>() is { IsEnded: false } entry
            ? CompleteAsync(
                context,
                entry,
                StatusCodes.Status499ClientClosedRequest,
                "The caller went away before the answer."
            )
            : Task.CompletedTask;

    private Task RefuseAsync(HttpContext context, string? team, int status, string? detail)
    {
        var record = Ended(context, AuditedRequest.RecordOf(context, team), status, detail);
        return TryAsync(record, token => store.AddAsync(record, token));
    }

    private async Task CompleteAsync(HttpContext context, AuditEntry entry, int status, string? detail)
    {
        entry.IsEnded = true;
        if (entry.Stored is not { } stored)
        {
            return;
        }

        var record = Ended(context, stored.Record, status, detail);
        await TryAsync(
            record,
            async token =>
            {
                if (!await store.CompleteAsync(stored, record, token))
                {
                    LogNotEnded(record.RequestId, "its row has changed");
                }
            }
        );
    }

    private AuditRecord Ended(HttpContext context, AuditRecord record, int status, string? detail) =>
        record with
        {
            Outcome = AuditRules.OutcomeOf(status),
            Status = status,
            Detail = detail is null ? null : AuditedRequest.Fit(context, detail),
            EndedAt = time.GetUtcNow(),
            Change = context.Features.Get<RequestScope>()?.Audit.Change,
        };

    /// <summary>What cannot be noted is logged instead: the answer to the caller stays what it is.</summary>
    private async Task TryAsync(AuditRecord record, Func<CancellationToken, Task> write)
    {
        using var bound = new CancellationTokenSource(Longest, time);
        try
        {
            await write(bound.Token);
        }
        catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
        {
            LogAway(record.RequestId, record.Method, record.Route, record.Outcome, failure.Message);
        }
    }

    [LoggerMessage(
        5100,
        LogLevel.Warning,
        "The audit of request {Request}, {Method} {Route}, could not be written as {Outcome}: {Fault}"
    )]
    private partial void LogAway(string request, string method, string route, AuditOutcome outcome, string fault);

    [LoggerMessage(5101, LogLevel.Warning, "The audit of request {Request} could not be ended: {Fault}")]
    private partial void LogNotEnded(string request, string fault);
}
