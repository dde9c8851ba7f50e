namespace Kadende.Core.Nodes;

/// <summary>What a slot remembers of the machines that filled it: it survives every replacement.</summary>
public sealed record Lineage
{
    public static readonly Lineage Fresh = new();

    /// <summary>How many machines filled the slot before the present one.</summary>
    public int Replacements { get; init; }

    /// <summary>Why the last one was replaced.</summary>
    public string? LastReason { get; init; }

    public DateTimeOffset? LastAt { get; init; }
}
