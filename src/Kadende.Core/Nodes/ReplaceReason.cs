namespace Kadende.Core.Nodes;

/// <summary>Why a node is replaced.</summary>
public enum ReplaceReason
{
    /// <summary>Its machine is no longer listed by the provider.</summary>
    Missing,

    /// <summary>The provider says that its machine does not run, or it never came up.</summary>
    Dead,

    /// <summary>Its health checks say that it is ill.</summary>
    Unhealthy,

    /// <summary>It was made from another configuration than the spec's.</summary>
    Outdated,

    /// <summary>A person asked for it.</summary>
    Asked,
}
