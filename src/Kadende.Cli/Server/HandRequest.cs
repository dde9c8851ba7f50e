namespace Kadende.Cli.Server;

/// <summary>What is asked of a node, a group or a cluster. What is null is left out.</summary>
internal sealed record HandRequest
{
    public string? Reason { get; init; }

    public string? For { get; init; }

    public long? Generation { get; init; }
}
