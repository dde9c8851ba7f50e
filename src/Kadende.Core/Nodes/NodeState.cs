namespace Kadende.Core.Nodes;

/// <summary>Where a node is in its life. A node that is gone has no record. <see cref="NodeController"/> says which follows which.</summary>
public enum NodeState
{
    /// <summary>Wanted; its creation waits, and <see cref="Node.Reason"/> says for what.</summary>
    Pending,

    /// <summary>Its creation was or is being asked of the provider, with the outcome not recorded yet.</summary>
    Creating,

    /// <summary>The machine exists and is on its way up: it boots, or its flavours configure it.</summary>
    Provisioning,

    /// <summary>The machine is up and configured.</summary>
    Running,

    /// <summary>The machine is judged unhealthy.</summary>
    Unhealthy,

    /// <summary>It is to go, and lets go of its work first.</summary>
    Draining,

    /// <summary>Taken out of the group and kept for a look at it, until <see cref="Node.KeepUntil"/>. Its slot is filled anew.</summary>
    Quarantined,

    /// <summary>Its removal was decided, and the provider is or was asked for it; it goes when it is no longer listed.</summary>
    Deleting,

    /// <summary>Creation was given up; <see cref="Node.Reason"/> says why. No machine exists.</summary>
    Failed,
}
