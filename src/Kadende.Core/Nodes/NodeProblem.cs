namespace Kadende.Core.Nodes;

/// <summary>What stands in the way of a node's creation.</summary>
public enum NodeProblem
{
    /// <summary>The provider gave no usable answer; the machine may exist.</summary>
    Unavailable,

    /// <summary>The provider asked us to slow down.</summary>
    Throttled,

    /// <summary>The account may not have more.</summary>
    Quota,

    /// <summary>The provider has none left here.</summary>
    NoCapacity,

    /// <summary>The provider does not accept our credentials.</summary>
    Credential,

    /// <summary>The provider refuses the request; tried a limited number of times.</summary>
    Refused,
}
