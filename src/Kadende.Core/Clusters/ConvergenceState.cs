namespace Kadende.Core.Clusters;

/// <summary>How near a group or a cluster is to what is wanted.</summary>
public enum ConvergenceState
{
    /// <summary>As wanted, and healthy.</summary>
    Converged,

    /// <summary>On its way.</summary>
    Changing,

    /// <summary>Not as wanted, and something stands in the way: see the conditions.</summary>
    Degraded,

    /// <summary>On its way to being gone.</summary>
    Deleting,
}
