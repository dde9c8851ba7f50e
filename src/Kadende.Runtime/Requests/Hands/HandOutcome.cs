using Kadende.Core.Specs;

namespace Kadende.Runtime.Requests.Hands;

/// <summary>How it ended that somebody asked something of a node, a group or a cluster. Nothing was stored unless it says so.</summary>
/// <typeparam name="T">What users see of what was asked about.</typeparam>
public abstract record HandOutcome<T>
{
    private HandOutcome() { }

    /// <summary>Stored, or already as asked.</summary>
    /// <param name="Message">What will happen.</param>
    /// <param name="Seen">How it stands now.</param>
    public sealed record Accepted(string Message, T Seen) : HandOutcome<T>;

    public sealed record Faulty(IReadOnlyList<Fault> Faults) : HandOutcome<T>;

    /// <summary>There is no such cluster, group or node; the message says what to do.</summary>
    public sealed record NotFound(string Message) : HandOutcome<T>;

    /// <summary>It cannot be done as things are; the message says what to do.</summary>
    public sealed record Conflict(string Message) : HandOutcome<T>;

    /// <summary>The condition does not hold.</summary>
    /// <param name="Generation">Where the cluster is now.</param>
    public sealed record Stale(long Generation) : HandOutcome<T>;

    /// <summary>Others changed the same each time that this request tried.</summary>
    public sealed record Contended : HandOutcome<T>;
}
