namespace Kadende.TestKit.Kubernetes;

/// <summary>A pod of the fake API.</summary>
public sealed record FakePod(string Namespace, string Name, string Node)
{
    /// <summary>The kind of what made it.</summary>
    public string Owner { get; init; } = "ReplicaSet";

    /// <summary>Only the files of its node know it.</summary>
    public bool IsMirror { get; init; }

    public string Phase { get; init; } = "Running";

    /// <summary>A disruption budget does not let it go.</summary>
    public bool IsProtected { get; init; }

    /// <summary>It was evicted and takes its time.</summary>
    public bool IsLeaving { get; init; }
}
