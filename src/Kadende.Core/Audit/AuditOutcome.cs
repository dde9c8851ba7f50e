namespace Kadende.Core.Audit;

/// <summary>What became of a request to change something.</summary>
public enum AuditOutcome
{
    /// <summary>It was begun, and is being worked on.</summary>
    Pending,

    /// <summary>It was done, or was so already.</summary>
    Done,

    /// <summary>It was refused, and nothing was done.</summary>
    Refused,

    /// <summary>It broke off, or its host did: whether anything was done must be looked up in what it was about.</summary>
    Unknown,
}
