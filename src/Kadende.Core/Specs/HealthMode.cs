namespace Kadende.Core.Specs;

/// <summary>What follows from the verdict of checks.</summary>
public enum HealthMode
{
    /// <summary>Nodes that the checks find unhealthy are replaced.</summary>
    Enforce,

    /// <summary>What the checks say is recorded with what would have been done, and nothing is done.</summary>
    Observe,
}
