using Kadende.Core.Specs;

namespace Kadende.Core.Clusters;

/// <summary>
/// What the last pass saw and decided for a group as a whole. Exists from before the group's first node until after its last one, also
/// when the group has left the spec. Does not change while the group stays converged.
/// </summary>
public sealed record GroupStatus
{
    public required GroupPath Path { get; init; }

    /// <summary>The generation that the last pass worked on.</summary>
    public required long Generation { get; init; }

    public required ConvergenceState State { get; init; }

    /// <summary>Nodes that the spec asks for.</summary>
    public required int Wanted { get; init; }

    /// <summary>Nodes whose machine exists and is not being removed.</summary>
    public required int Present { get; init; }

    /// <summary>Present nodes that are up and not unhealthy; with checks, only those that a check found healthy.</summary>
    public required int Healthy { get; init; }

    /// <summary>Nodes on their way: pending, creating, provisioning, being replaced or being removed.</summary>
    public required int Changing { get; init; }

    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>Generations whose plugin and properties say where machines of this group may be; the newest last.</summary>
    public IReadOnlyList<long> Sources { get; init; } = [];

    /// <summary>The breaker, open or lifted; null while it is armed.</summary>
    public Breaker? Breaker { get; init; }

    /// <summary>Machines that a person wanted forgotten, by provider id: they carry our labels and are none of our business.</summary>
    public IReadOnlyList<string> Forgotten { get; init; } = [];

    /// <summary>The update that is under way; null while none is.</summary>
    public UpdateProgress? Update { get; init; }

    /// <summary>Since when nothing of a group that is not wanted any more was seen; null while something is, or while it is wanted.</summary>
    public DateTimeOffset? EmptySince { get; init; }

    /// <summary>Machines with our labels but without a node, by provider id, and since when they are seen.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> UnknownSince { get; init; } =
        new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
}
