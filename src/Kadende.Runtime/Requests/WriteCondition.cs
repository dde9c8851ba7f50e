namespace Kadende.Runtime.Requests;

/// <summary>What must hold for a write to happen.</summary>
public sealed record WriteCondition
{
    public static readonly WriteCondition None = new();

    /// <summary>The cluster must be at one of these generations; null: at any.</summary>
    public IReadOnlyList<long>? Generations { get; init; }

    /// <summary>The cluster must exist.</summary>
    public bool MustExist { get; init; }

    /// <summary>The cluster must not exist.</summary>
    public bool MustNotExist { get; init; }

    /// <summary>What the write changes must still be this plan; null: no plan was looked at.</summary>
    public string? PlanHash { get; init; }

    /// <summary>Whether a cluster at this generation may be changed; null: there is no cluster.</summary>
    public bool Allows(long? generation) =>
        generation is { } there
            ? !MustNotExist && (Generations is null || Generations.Contains(there))
            : !MustExist && Generations is null;
}
