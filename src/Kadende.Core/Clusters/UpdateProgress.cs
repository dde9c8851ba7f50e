namespace Kadende.Core.Clusters;

/// <summary>The rolling update that is under way in a group.</summary>
/// <param name="Since">When it began.</param>
/// <param name="ConfigHash">The configuration that nodes are brought to.</param>
/// <param name="Outdated">How many nodes had another one when it began.</param>
/// <param name="IsStopped">New nodes do not become healthy, so that no further ones are replaced.</param>
public sealed record UpdateProgress(DateTimeOffset Since, string ConfigHash, int Outdated, bool IsStopped)
{
    /// <summary>How many new nodes in a row fell ill before they could take over.</summary>
    public int Failures { get; init; }

    /// <summary>What was wrong with the last of them; null when none fell ill.</summary>
    public string? Problem { get; init; }

    /// <summary>When another one is tried; null when none fell ill.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}
