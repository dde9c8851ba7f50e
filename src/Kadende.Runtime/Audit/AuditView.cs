using Kadende.Core.Audit;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Audit;

/// <summary>A request to change something, as those who may read the audit see it.</summary>
/// <param name="At">When it began.</param>
/// <param name="RequestId">The answer to the request carried it as <c>X-Request-Id</c>.</param>
/// <param name="Actor">The caller's name; null: a stranger.</param>
/// <param name="Source">Where it came from, and how the caller signed in.</param>
/// <param name="Team">Null: the installation, or what the caller may not know.</param>
/// <param name="About">What it was about, as the request named it.</param>
/// <param name="Status">The status of the answer; null when there was none.</param>
/// <param name="Detail">Why it was refused, or what was to happen.</param>
/// <param name="Change">What it changed of a cluster.</param>
/// <param name="Count">How many requests it stands for, all turned away from one address within a minute; null: for itself.</param>
public sealed record AuditView(
    string Id,
    DateTimeOffset At,
    string RequestId,
    string? Actor,
    AuditSource Source,
    string? Team,
    string Method,
    string Route,
    string Path,
    IReadOnlyDictionary<string, string> About,
    AuditOutcome Outcome,
    int? Status,
    string? Detail,
    DateTimeOffset? EndedAt,
    AuditChange? Change,
    int? Count
)
{
    public static AuditView Of(StoredAudit stored, DateTimeOffset now)
    {
        var record = stored.Record;
        return new AuditView(
            stored.Id,
            stored.At,
            record.RequestId,
            record.Actor,
            record.Source,
            record.Team,
            record.Method,
            record.Route,
            record.Path,
            record.About,
            record.OutcomeAt(stored.At, now),
            record.Status,
            record.Detail,
            record.EndedAt,
            record.Change,
            record.Count
        );
    }
}
