namespace Kadende.Core.Specs;

/// <summary>What an init template may speak of.</summary>
public sealed record InitContext
{
    public required string NodeId { get; init; }

    /// <summary>The slot that the node fills: a number, or its logical id.</summary>
    public required string Slot { get; init; }

    public required GroupPath Group { get; init; }

    public required int GroupSize { get; init; }

    public required string ClusterId { get; init; }

    public required string ClusterName { get; init; }

    /// <summary>
    /// With which the machine sends its heartbeats. It is a secret, for this machine alone; null when the template does not ask for it.
    /// </summary>
    public required string? HeartbeatToken { get; init; }

    /// <summary>Where the machine sends its heartbeats; null when nobody knows how machines reach us, and then no template asks for it.</summary>
    public required string? HeartbeatUrl { get; init; }
}
