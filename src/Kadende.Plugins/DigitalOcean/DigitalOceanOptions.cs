using System.ComponentModel.DataAnnotations;
using Kadende.Plugins.Rest;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>Settings of the provider <c>digitalOcean</c>.</summary>
public sealed class DigitalOceanOptions()
    : RestOptions($"{PluginList.Section}:DigitalOcean", "https://api.digitalocean.com")
{
    /// <summary>
    /// The token of groups that name none; empty: the environment's <c>DIGITALOCEAN_TOKEN</c> or <c>DIGITALOCEAN_ACCESS_TOKEN</c>.
    /// </summary>
    public string Token { get; init; } = "";

    /// <summary>Where droplets are when the spec does not say.</summary>
    [Required]
    public string Region { get; init; } = "nyc3";

    /// <summary>What is on droplets when the spec does not say.</summary>
    [Required]
    public string Image { get; init; } = "ubuntu-24-04-x64";

    /// <summary>How long a new droplet may be missing from listings.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ListDelay { get; init; } = TimeSpan.FromMinutes(1);
}
