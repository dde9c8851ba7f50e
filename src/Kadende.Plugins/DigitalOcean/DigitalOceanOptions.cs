using System.ComponentModel.DataAnnotations;
using Kadende.Plugins.Rest;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>Settings of the provider <c>digitalOcean</c>.</summary>
public sealed class DigitalOceanOptions : IValidatableObject
{
    /// <summary>Where the API is.</summary>
    [Required]
    public string Endpoint { get; init; } = "https://api.digitalocean.com";

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

    /// <summary>How often a request is sent that is throttled or may be repeated, the first time included.</summary>
    [Range(1, 10)]
    public int Attempts { get; init; } = 4;

    /// <summary>The wait before the second attempt; doubled before each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan RetryFrom { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait between attempts; when the API asks for a longer one, the next look tries again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:30")]
    public TimeSpan RetryTo { get; init; } = TimeSpan.FromSeconds(5);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!RestEndpoint.TryParse(Endpoint, out _))
        {
            yield return new ValidationResult(
                $"Kadende:Plugins:DigitalOcean:Endpoint is '{Endpoint}': it {RestEndpoint.Rule}.",
                [nameof(Endpoint)]
            );
        }
    }
}
