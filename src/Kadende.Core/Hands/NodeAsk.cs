using Kadende.Core.Nodes;

namespace Kadende.Core.Hands;

/// <summary>What a person asks of a node.</summary>
public abstract record NodeAsk
{
    private NodeAsk() { }

    /// <summary>Something to be done once.</summary>
    public sealed record Wish(WishKind Kind) : NodeAsk;

    /// <summary>To be left alone.</summary>
    public sealed record Hold(HoldKind Kind) : NodeAsk;

    /// <summary>No longer to be left alone; what was asked for and not begun is taken back.</summary>
    public sealed record Resume : NodeAsk;

    /// <summary>To count as well or ill, whatever the checks say.</summary>
    public sealed record SetHealth(bool IsHealthy) : NodeAsk;

    /// <summary>To be judged by the checks again.</summary>
    public sealed record ClearHealth : NodeAsk;
}
