using Kadende.Core.Clusters;

namespace Kadende.Runtime.Requests;

/// <summary>How a group stands, as users see it.</summary>
/// <param name="Path">The names from the outermost group to this one, joined by <c>/</c>.</param>
/// <param name="Wanted">Nodes that the spec asks for.</param>
/// <param name="Present">Nodes whose machine exists and is not being removed.</param>
/// <param name="Healthy">Present nodes that are up and not unhealthy.</param>
/// <param name="Changing">Nodes on their way up or down.</param>
public sealed record GroupView(
    string Path,
    ConvergenceState State,
    int Wanted,
    int Present,
    int Healthy,
    int Changing,
    IReadOnlyList<ConditionView> Conditions
);
