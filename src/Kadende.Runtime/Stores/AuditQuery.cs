using Kadende.Core.Audit;

namespace Kadende.Runtime.Stores;

/// <summary>Which records of the audit to read, oldest first.</summary>
public sealed record AuditQuery
{
    /// <summary>Only the audit of this team; null: of all teams and of the installation.</summary>
    public string? Team { get; init; }

    /// <summary>Only behind this id or page cursor.</summary>
    public string? After { get; init; }

    /// <summary>Only requests that began at or after this time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only requests that began before this time.</summary>
    public DateTimeOffset? To { get; init; }

    public string? Actor { get; init; }

    /// <summary>The cluster's id or name.</summary>
    public string? Cluster { get; init; }

    public AuditOutcome? Outcome { get; init; }

    /// <summary>1 to 1000.</summary>
    public int Size { get; init; } = 100;
}
