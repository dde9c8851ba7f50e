using System.ComponentModel.DataAnnotations;

namespace Kadende.Plugins.Azure;

/// <summary>Settings of the provider <c>azure</c>. Section <c>Kadende:Plugins:Azure</c>.</summary>
public sealed class AzureOptions
{
    /// <summary>
    /// Endpoints besides Azure's own clouds that are trusted with the host's own credentials, such as
    /// <c>https://management.local.azurestack.external</c>. Specs with credentials of their own may name any endpoint.
    /// </summary>
    public IReadOnlyList<string> Endpoints { get; init; } = [];

    /// <summary>How many calls may be under way at once.</summary>
    [Range(1, 256)]
    public int Parallelism { get; init; } = 16;

    /// <summary>How long one call may take before its outcome counts as unknown.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:30:00")]
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a new machine is watched for an early failure, such as a lack of capacity, before it counts as made.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan CreateWait { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a network interface or an address may take to be made or to go.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan NetworkWait { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How often an operation is looked at when Azure does not say.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a request that was throttled or not answered is made again.</summary>
    [Range(0, 10)]
    public int Retries { get; init; } = 3;

    /// <summary>The first pause before a request is made again; later ones are longer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>Where Azure asks for a longer pause than this, the call ends as throttled instead.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a new or removed machine may take to show in listings, as callers are told.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ListDelay { get; init; } = TimeSpan.FromSeconds(30);
}
