namespace Kadende.Core.Why;

/// <summary>Why a group is as it is.</summary>
public sealed record GroupWhy
{
    public required string Group { get; init; }

    /// <summary>What it is, in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What was lately decided for the group as a whole, oldest first.</summary>
    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>Nodes that are not as they should be.</summary>
    public required IReadOnlyList<NodeWait> Nodes { get; init; }

    /// <summary>Never empty: when nothing is waited for it says so.</summary>
    public required IReadOnlyList<Waiting> WaitsFor { get; init; }
}
