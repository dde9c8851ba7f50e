using Kadende.Plugins.Rest;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>What DigitalOcean's error answers (id, message, request_id) mean.</summary>
internal static class DigitalOceanFailure
{
    /// <summary>
    /// Of 422 the id is always the same, so that only the text tells a full account from a full region from a request that is wrong.
    /// </summary>
    private static readonly string[] FullAccount = ["droplet limit", "exceed your", "limit reached", "quota"];

    private static readonly string[] FullRegion =
    [
        "not available in this region",
        "is unavailable",
        "region is not available",
        "currently unavailable",
        "insufficient capacity",
        "out of capacity",
    ];

    public static bool IsThrottled(RestAnswer answer) => answer.Status == 429;

    public static ProviderException Of(RestAnswer answer)
    {
        var message = Sentence(answer);
        return answer.Status switch
        {
            401 or 403 => new CredentialException(message),
            404 => new InstanceGoneException(message),
            429 => new ThrottledException(message, answer.RetryAfter ?? TimeSpan.Zero),
            422 when Says(answer, FullAccount) => new QuotaExceededException(message),
            422 when Says(answer, FullRegion) => new NoCapacityException(message),
            408 or 409 or >= 500 or < 400 => new ProviderUnavailableException(message),
            _ => new RequestRejectedException(message),
        };
    }

    private static bool Says(RestAnswer answer, string[] words) =>
        answer.Body.TextOf("message") is { } text
        && words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string Sentence(RestAnswer answer)
    {
        var text = answer.Body.TextOf("message") ?? "no message";
        var id = answer.Body.TextOf("id") is { } name ? $" {name}" : "";
        var request = answer.Body.TextOf("request_id") is { } number ? $" (request {number})" : "";
        return $"DigitalOcean answered {answer.Status}{id}: {text}{request}";
    }
}
