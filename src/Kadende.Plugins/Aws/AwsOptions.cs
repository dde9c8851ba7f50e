using System.ComponentModel.DataAnnotations;

namespace Kadende.Plugins.Aws;

/// <summary>Settings of the provider <c>aws</c>.</summary>
public sealed class AwsOptions
{
    /// <summary>The region of specs that name none; without it <c>AWS_REGION</c> and <c>AWS_DEFAULT_REGION</c> count.</summary>
    public string? Region { get; set; }

    /// <summary>Where EC2 answers, for specs that name no endpoint; null: Amazon's own address of the region.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>
    /// How many machines one launch makes at most. At 1 every machine has a client token of its own, and a repeated creation needs no
    /// wait; see ADR 9.
    /// </summary>
    [Range(1, 250)]
    public int CreateBatch { get; init; } = 100;

    /// <summary>How many calls may be under way at once.</summary>
    [Range(1, 100)]
    public int Parallelism { get; init; } = 8;

    /// <summary>How long one call may take, repeats after throttling included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a new machine may be missing from listings.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ListDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many machines a page of a listing holds.</summary>
    [Range(5, 1000)]
    public int PageSize { get; init; } = 1000;

    /// <summary>How often a call that was throttled or got no answer is made again before it fails.</summary>
    [Range(0, 10)]
    public int Repeats { get; init; } = 4;

    /// <summary>Machines whose EC2 status checks are impaired count as failed.</summary>
    public bool StatusChecks { get; init; } = true;
}
