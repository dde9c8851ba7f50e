using System.ComponentModel.DataAnnotations;

namespace Kadende.Plugins.Simulated;

/// <summary>Settings of the provider <c>simulated</c>: what its clouds promise to callers.</summary>
public sealed class SimulatedOptions
{
    /// <summary>A second creation with the same token gives the first one's machine.</summary>
    public bool IdempotentCreate { get; init; } = true;

    /// <summary>How long listings may lag, as callers are told; <see cref="SimulatedFaults.ListLag"/> is how long they do.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ListDelay { get; init; } = TimeSpan.Zero;

    [Range(1, 10_000)]
    public int CreateBatch { get; init; } = 1000;

    [Range(1, 10_000)]
    public int DestroyBatch { get; init; } = 1000;

    [Range(1, 1000)]
    public int Parallelism { get; init; } = 8;

    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public bool LabelsInPlace { get; init; } = true;

    /// <summary>How many machines a page of a listing holds.</summary>
    [Range(1, 10_000)]
    public int PageSize { get; init; } = 1000;

    /// <summary>Where chance begins: the same seed and the same calls give the same outcome.</summary>
    public int Seed { get; init; } = 1;
}
