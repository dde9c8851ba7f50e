using System.ComponentModel.DataAnnotations;

namespace Kadende.Plugins.Rest;

/// <summary>What the settings of all providers by REST have.</summary>
/// <param name="section">Where the settings stand, for what is said of them.</param>
/// <param name="endpoint">Where the API is by default.</param>
public abstract class RestOptions(string section, string endpoint) : IValidatableObject
{
    /// <summary>Where the API is.</summary>
    [Required]
    public string Endpoint { get; init; } = endpoint;

    /// <summary>How often a request is sent that is throttled or may be repeated, the first time included.</summary>
    [Range(1, 10)]
    public int Attempts { get; init; } = 4;

    /// <summary>The wait before the second attempt; doubled before each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan RetryFrom { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait between attempts; when the API asks for a longer one, the next look tries again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:30")]
    public TimeSpan RetryTo { get; init; } = TimeSpan.FromSeconds(5);

    internal RestPatience Patience => new(Attempts, RetryFrom, RetryTo);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!RestEndpoint.TryParse(Endpoint, out _))
        {
            yield return new ValidationResult(
                $"{section}:{nameof(Endpoint)} is '{Endpoint}': it {RestEndpoint.Rule}.",
                [nameof(Endpoint)]
            );
        }
    }
}
