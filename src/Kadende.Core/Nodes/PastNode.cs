namespace Kadende.Core.Nodes;

/// <summary>What a slot remembers of a node that was replaced.</summary>
/// <param name="Id">The node's id.</param>
/// <param name="Reason">Why it was replaced.</param>
/// <param name="Message">The same, in one sentence.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="At">When its replacement was decided.</param>
public sealed record PastNode(
    string Id,
    ReplaceReason Reason,
    string Message,
    DateTimeOffset CreatedAt,
    DateTimeOffset At
);
