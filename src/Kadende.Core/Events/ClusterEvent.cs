using Kadende.Core.Specs;

namespace Kadende.Core.Events;

/// <summary>
/// One thing that happened or was decided. Always written in one transaction with the row that it tells of; the store adds id and time.
/// </summary>
public sealed record ClusterEvent
{
    public required EventKind Kind { get; init; }

    public GroupPath? Group { get; init; }

    /// <summary>The node's id, or null.</summary>
    public string? Node { get; init; }

    /// <summary>One word for programs, such as <c>Missing</c> or <c>ScaledIn</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Message { get; init; }

    /// <summary>Who caused it: a user's name, or <see cref="System"/>.</summary>
    public string Actor { get; init; } = System;

    /// <summary>Signals and thresholds that the decision rests on.</summary>
    public IReadOnlyDictionary<string, string> Evidence { get; init; } = Nothing;

    /// <summary>The actor of what Kadende decides by itself.</summary>
    public const string System = "kadende";

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>(
        StringComparer.Ordinal
    );
}
