using Kadende.Runtime.Stores;

namespace Kadende.Api.Audit;

/// <summary>Where the audit tells of a request that is being worked on.</summary>
/// <param name="stored">Null: the audit could not be written, so that nothing may be done.</param>
internal sealed class AuditEntry(StoredAudit? stored)
{
    public StoredAudit? Stored => stored;

    /// <summary>Its outcome was noted, or could not be.</summary>
    public bool IsEnded { get; set; }
}
