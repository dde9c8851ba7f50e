namespace Kadende.Sdk.Providers;

/// <summary>What callers may rely on. The defaults are the careful ones.</summary>
public sealed record ProviderCapabilities
{
    /// <summary>A second create with the same token never makes a second machine.</summary>
    public bool IdempotentCreate { get; init; }

    /// <summary>
    /// A create with <see cref="CreateRequest.UnansweredSince"/> makes no machine while an earlier call may still make one, and says
    /// instead that it is unavailable. So it may be asked again at any time, as with <see cref="IdempotentCreate"/>.
    /// </summary>
    public bool RepeatableCreate { get; init; }

    /// <summary>
    /// How long a listing may lag behind: a machine that exists may be missing from a listing for this long. Zero: listings are exact,
    /// and a machine that is not listed is gone.
    /// </summary>
    public TimeSpan ListDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many machines one <see cref="IProvider.CreateAsync"/> call takes at most; at least 1.</summary>
    public int CreateBatch { get; init; } = 1;

    /// <summary>How many machines one <see cref="IProvider.DestroyAsync"/> call takes at most; at least 1.</summary>
    public int DestroyBatch { get; init; } = 1;

    /// <summary>How many calls may be under way at once; at least 1.</summary>
    public int Parallelism { get; init; } = 8;

    /// <summary>How long one call may take before its outcome counts as unknown.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary><see cref="IProvider.LabelAsync"/> works; without it, new labels reach a machine only when it is replaced.</summary>
    public bool LabelsInPlace { get; init; }

    /// <summary>Its machines come to have an address, so that commands may reach them over SSH.</summary>
    public bool HasAddresses { get; init; } = true;
}
