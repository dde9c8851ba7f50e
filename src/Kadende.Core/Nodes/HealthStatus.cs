namespace Kadende.Core.Nodes;

/// <summary>The verdict on a node.</summary>
public enum HealthStatus
{
    /// <summary>Nothing can be said yet, or now. Never counted against a node.</summary>
    Unknown,
    Healthy,
    Unhealthy,
}
