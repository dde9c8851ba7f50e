using Kadende.Runtime.Stores;

namespace Kadende.Api.Audit;

/// <summary>Where the audit tells of a request that is being worked on.</summary>
/// <param name="Stored">Null: the audit could not be written, so that nothing may be done.</param>
internal sealed record AuditEntry(StoredAudit? Stored);
