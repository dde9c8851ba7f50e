using Kadende.Core.Nodes;

namespace Kadende.Core.Why;

/// <summary>Why a node is as it is.</summary>
public sealed record NodeWhy
{
    public required string Node { get; init; }

    public required string? Group { get; init; }

    /// <summary>Null when the node is gone and nobody knows any more.</summary>
    public required string? Slot { get; init; }

    /// <summary>Null when the node is gone.</summary>
    public required NodeState? State { get; init; }

    /// <summary>What it is, in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Null when the node is gone.</summary>
    public required Verdict? Verdict { get; init; }

    /// <summary>What led here, oldest first.</summary>
    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>The last machines of its slot before it, the newest last.</summary>
    public required IReadOnlyList<PastNode> Lineage { get; init; }

    /// <summary>Never empty: when nothing is waited for it says so.</summary>
    public required IReadOnlyList<Waiting> WaitsFor { get; init; }
}
