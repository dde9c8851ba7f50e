using System.ComponentModel.DataAnnotations;

namespace Kadende.Runtime.Heartbeats;

/// <summary>How this installation is reached from outside. Section <c>Kadende:Public</c>.</summary>
public sealed class PublicOptions : IValidatableObject
{
    public const string Section = "Kadende:Public";

    /// <summary>
    /// Where machines reach the API, such as <c>https://kadende.example</c>; empty: nobody says, and no spec may ask for it.
    /// </summary>
    public string? Url { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(Url) && !IsHttp(Url))
        {
            yield return new ValidationResult(
                $"{Section}:Url '{Url}' is no address that machines can post to: write it like https://kadende.example.",
                [nameof(Url)]
            );
        }
    }

    private static bool IsHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
