using Kadende.Core.Audit;

namespace Kadende.Runtime.Stores;

/// <summary>The audit: what was asked to be changed, by whom, and what became of it. Apart from the events of clusters.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>: the outcome is unknown.</remarks>
public interface IAuditStore
{
    /// <summary>Adds a record to the audit of its team, or of the installation.</summary>
    Task<StoredAudit> AddAsync(AuditRecord record, CancellationToken cancellationToken);

    /// <summary>Writes a record anew, with what became of the request.</summary>
    /// <returns>False: it is gone, or somebody else has written it.</returns>
    Task<bool> CompleteAsync(StoredAudit before, AuditRecord after, CancellationToken cancellationToken);

    /// <summary>A part of the audit, oldest first. A page may be short, and still have a next one.</summary>
    /// <exception cref="FormatException">The place where the page is to begin is no place of the audit.</exception>
    Task<Page<StoredAudit>> ReadAsync(AuditQuery query, CancellationToken cancellationToken);
}
