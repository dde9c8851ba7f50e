using System.ComponentModel.DataAnnotations;
using Kadende.Plugins.Rest;

namespace Kadende.Plugins.GoogleCompute;

/// <summary>Settings of the provider <c>gcd</c>.</summary>
public sealed class GoogleComputeOptions()
    : RestOptions($"{PluginList.Section}:GoogleCompute", "https://compute.googleapis.com/compute/v1")
{
    /// <summary>The project of groups that name none; empty: the one that their credentials belong to.</summary>
    public string Project { get; init; } = "";

    /// <summary>Where instances are when the spec does not say.</summary>
    [Required]
    public string Zone { get; init; } = "us-central1-a";

    /// <summary>What instances are when the spec does not say.</summary>
    [Required]
    public string MachineType { get; init; } = "e2-small";

    /// <summary>The image family on instances when the spec does not say.</summary>
    [Required]
    public string Image { get; init; } = "debian-12";

    /// <summary>
    /// How long a creation is waited for; an instance that is still being made then is reported as starting, if it exists already.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:50")]
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>How long a new instance may be missing from listings.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ListDelay { get; init; } = TimeSpan.FromSeconds(30);
}
