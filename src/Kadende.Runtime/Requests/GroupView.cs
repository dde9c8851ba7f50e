using Kadende.Core.Clusters;

namespace Kadende.Runtime.Requests;

/// <summary>How a group stands, as users see it.</summary>
public sealed record GroupView
{
    /// <summary>The names from the outermost group to this one, joined by <c>/</c>.</summary>
    public required string Path { get; init; }

    public required ConvergenceState State { get; init; }

    /// <summary>Nodes that there are to be now.</summary>
    public required int Wanted { get; init; }

    /// <summary>Nodes whose machine exists and is not being removed.</summary>
    public required int Present { get; init; }

    /// <summary>Present nodes that are up and not unhealthy.</summary>
    public required int Healthy { get; init; }

    /// <summary>Nodes on their way up or down.</summary>
    public required int Changing { get; init; }

    public required IReadOnlyList<ConditionView> Conditions { get; init; }

    /// <summary>Why it has its size, and what follows; null when the size is that of the spec for good.</summary>
    public GroupScheduleView? Schedule { get; init; }

    /// <summary>A person wants it left as it is, it alone or the whole cluster; null when nobody does.</summary>
    public GroupHold? Hold { get; init; }

    /// <summary>The breaker, open or lifted; null while it is armed.</summary>
    public Breaker? Breaker { get; init; }
}
