namespace Kadende.Core.Nodes;

/// <summary>A person's or a tool's word on a node's health. While it counts, checks do not.</summary>
/// <param name="IsHealthy">Whether the node is well.</param>
/// <param name="Reason">Why, in the words of who said it.</param>
/// <param name="Actor">Who said it.</param>
/// <param name="Since">When.</param>
/// <param name="Until">When it stops to count; null: when it is taken back.</param>
public sealed record ExternalHealth(
    bool IsHealthy,
    string Reason,
    string Actor,
    DateTimeOffset Since,
    DateTimeOffset? Until
)
{
    public bool CountsAt(DateTimeOffset now) => Until is not { } until || now < until;
}
