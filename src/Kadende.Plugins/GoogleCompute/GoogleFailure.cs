using System.Text.Json;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.GoogleCompute;

/// <summary>What the errors of the Compute API mean, in an answer or at the end of an operation.</summary>
internal static class GoogleFailure
{
    public static bool IsThrottled(RestAnswer answer) =>
        answer.Status == 429 || answer.Status == 403 && MeaningOf(ReasonOf(answer.Body)) == Meaning.Throttled;

    public static bool IsConflict(RestAnswer answer) =>
        answer.Status == 409 && ReasonOf(answer.Body) != "resourceInUseByAnotherResource";

    public static ProviderException Of(RestAnswer answer)
    {
        var reason = ReasonOf(answer.Body);
        var text = answer.Body.Field("error")?.TextOf("message") ?? "no message";
        return Of(reason, answer.Status, $"Google answered {answer.Status} {reason}: {text}", answer.RetryAfter);
    }

    /// <returns>Null when the operation ended well.</returns>
    public static (string Code, ProviderException Failure)? OfOperation(JsonElement operation)
    {
        if (
            operation.Field("error")?.ItemsOf("errors").FirstOrDefault()
            is not { ValueKind: JsonValueKind.Object } error
        )
        {
            return null;
        }

        var code = error.TextOf("code") ?? "";
        var status = (int)(operation.WholeOf("httpErrorStatusCode") ?? 0);
        return (
            code,
            Of(code, status, $"Google's operation failed with {code}: {error.TextOf("message") ?? "no message"}", null)
        );
    }

    private static ProviderException Of(string reason, int status, string message, TimeSpan? retryAfter) =>
        MeaningOf(reason) switch
        {
            Meaning.NoCapacity => new NoCapacityException(message),
            Meaning.Quota => new QuotaExceededException(message),
            Meaning.Throttled => new ThrottledException(message, retryAfter ?? TimeSpan.Zero),
            Meaning.NoAccess => new CredentialException(message),
            Meaning.Unclear => new ProviderUnavailableException(message),
            _ => OfStatus(status, message, retryAfter),
        };

    private static ProviderException OfStatus(int status, string message, TimeSpan? retryAfter) =>
        status switch
        {
            401 or 403 => new CredentialException(message),
            404 => new InstanceGoneException(message),
            429 => new ThrottledException(message, retryAfter ?? TimeSpan.Zero),
            408 or 409 or 412 or >= 500 or (> 0 and < 400) => new ProviderUnavailableException(message),
            _ => new RequestRejectedException(message),
        };

    private static Meaning MeaningOf(string reason) =>
        reason switch
        {
            _ when reason.StartsWith("ZONE_RESOURCE_POOL_EXHAUSTED", StringComparison.Ordinal) => Meaning.NoCapacity,
            "RESOURCE_POOL_EXHAUSTED" or "resourcePoolExhausted" or "STOCKOUT" => Meaning.NoCapacity,
            "QUOTA_EXCEEDED" or "quotaExceeded" or "LIMIT_EXCEEDED" or "limitExceeded" => Meaning.Quota,
            "RATE_LIMIT_EXCEEDED" or "rateLimitExceeded" or "userRateLimitExceeded" => Meaning.Throttled,
            "PERMISSIONS_ERROR" => Meaning.NoAccess,
            "INTERNAL_ERROR" or "RESOURCE_NOT_READY" or "resourceNotReady" or "RESOURCE_OPERATION_RATE_EXCEEDED" =>
                Meaning.Unclear,
            _ => Meaning.Unknown,
        };

    private static string ReasonOf(JsonElement body) =>
        body.Field("error") is not { } error
            ? ""
            : error.ItemsOf("errors").FirstOrDefault().TextOf("reason") ?? error.TextOf("status") ?? "";

    private enum Meaning
    {
        Unknown,
        NoCapacity,
        Quota,
        Throttled,
        NoAccess,
        Unclear,
    }
}
