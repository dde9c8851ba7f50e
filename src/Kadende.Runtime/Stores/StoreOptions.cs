using System.ComponentModel.DataAnnotations;

namespace Kadende.Runtime.Stores;

/// <summary>Where the tables are. One of <see cref="ConnectionString"/> and <see cref="TableServiceUri"/> is set.</summary>
public sealed class StoreOptions : IValidatableObject
{
    public const string Section = "Kadende:Store";

    /// <summary>With an account key: a local Table service, or a storage account without identities.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The Table endpoint of a storage account that our Azure identity may use; no key is needed.</summary>
    public Uri? TableServiceUri { get; init; }

    /// <summary>The client id of a user-assigned identity; null: the host's own.</summary>
    public string? IdentityClientId { get; init; }

    /// <summary>Begins the names of our tables, so that installations can share a storage account.</summary>
    [Required]
    [RegularExpression(
        "^[A-Za-z][A-Za-z0-9]{0,39}$",
        ErrorMessage = "{0} must be 1 to 40 letters and digits, beginning with a letter."
    )]
    public string TablePrefix { get; init; } = "Kadende";

    /// <summary>How often a request is repeated when the service is busy or away.</summary>
    [Range(0, 10)]
    public int Retries { get; init; } = 4;

    /// <summary>The wait before the first retry; it doubles from one to the next, with jitter.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan RetryFrom { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two tries.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryTo { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long one try may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:40")]
    public TimeSpan NetworkTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many reads of one list may be under way at once.</summary>
    [Range(1, 32)]
    public int Parallelism { get; init; } = 4;

    /// <summary>How many calls to the tables all requests of users may have under way at once; the passes have no such bound.</summary>
    [Range(1, 1000)]
    public int RequestParallelism { get; init; } = 16;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var hasConnection = !string.IsNullOrWhiteSpace(ConnectionString);
        if (hasConnection == TableServiceUri is not null)
        {
            yield return new ValidationResult(
                $"Set exactly one of {Section}:{nameof(ConnectionString)} and {Section}:{nameof(TableServiceUri)}.",
                [nameof(ConnectionString), nameof(TableServiceUri)]
            );
        }

        if (TableServiceUri is { } uri && (!uri.IsAbsoluteUri || uri.Scheme != Uri.UriSchemeHttps))
        {
            yield return new ValidationResult(
                $"{Section}:{nameof(TableServiceUri)} must be an absolute https address.",
                [nameof(TableServiceUri)]
            );
        }
    }
}
