using System.ComponentModel.DataAnnotations;
using Kadende.Plugins.Rest;

namespace Kadende.Plugins.GoogleCompute;

/// <summary>Settings of the provider <c>gcd</c>.</summary>
public sealed class GoogleComputeOptions : IValidatableObject
{
    /// <summary>Where the Compute API is.</summary>
    [Required]
    public string Endpoint { get; init; } = "https://compute.googleapis.com/compute/v1";

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
                $"Kadende:Plugins:GoogleCompute:Endpoint is '{Endpoint}': it {RestEndpoint.Rule}.",
                [nameof(Endpoint)]
            );
        }
    }
}
