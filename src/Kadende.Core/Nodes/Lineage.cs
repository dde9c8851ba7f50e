namespace Kadende.Core.Nodes;

/// <summary>What a slot remembers of the machines that filled it: it survives every replacement.</summary>
public sealed record Lineage
{
    public static readonly Lineage Fresh = new();

    /// <summary>How many machines filled the slot before the present one.</summary>
    public int Replacements { get; init; }

    /// <summary>Why the last one was or is being replaced; null while the slot is in its first machine.</summary>
    public ReplaceReason? LastReason { get; init; }

    /// <summary>When the last replacement was decided.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>How many machines in a row were lost or fell ill soon after they were made; spaces out the next replacement.</summary>
    public int ShortLives { get; init; }

    /// <summary>
    /// The last machine was removed for the sake of the next one, which was counted as begun, in budgets and quotas, from then on.
    /// </summary>
    public bool IsReserved { get; init; }

    /// <summary>The last few that were replaced, the newest last.</summary>
    public IReadOnlyList<PastNode> Past { get; init; } = [];
}
