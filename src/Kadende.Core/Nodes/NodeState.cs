namespace Kadende.Core.Nodes;

/// <summary>Where a node is in its life. A node that is gone has no record.</summary>
public enum NodeState
{
    /// <summary>Wanted; its creation waits, and <see cref="Node.Reason"/> says for what.</summary>
    Pending,

    /// <summary>Its creation was or is being asked of the provider, with the outcome not recorded yet.</summary>
    Creating,

    /// <summary>The machine exists and is on its way up.</summary>
    Provisioning,

    /// <summary>The machine is up.</summary>
    Running,

    /// <summary>The machine is up, and judged unhealthy.</summary>
    Unhealthy,

    /// <summary>Its removal was decided, and the provider is or was asked for it; it goes when it is no longer listed.</summary>
    Deleting,

    /// <summary>Creation was given up; <see cref="Node.Reason"/> says why. No machine exists.</summary>
    Failed,
}
