using Kadende.Core.Audit;

namespace Kadende.Runtime.Stores;

/// <summary>A record of the audit.</summary>
/// <param name="Id">Sorts in the order of the audit.</param>
/// <param name="At">When the request began.</param>
public sealed record StoredAudit(string Id, DateTimeOffset At, AuditRecord Record, string ETag);
