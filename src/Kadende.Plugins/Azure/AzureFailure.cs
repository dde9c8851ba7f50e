using System.Text.RegularExpressions;
using Azure;
using Azure.Identity;
using Kadende.Plugins.Net;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Azure;

/// <summary>What Azure's error codes mean to Kadende.</summary>
internal static partial class AzureFailure
{
    private static readonly HashSet<string> NoCapacity = new(StringComparer.OrdinalIgnoreCase)
    {
        "AllocationFailed",
        "OverconstrainedAllocationRequest",
        "OverconstrainedZonalAllocationRequest",
        "SkuNotAvailable",
        "SubnetIsFull",
        "ZonalAllocationFailed",
    };

    private static readonly HashSet<string> Quota = new(StringComparer.OrdinalIgnoreCase)
    {
        "NetworkInterfaceCountLimitReached",
        "PublicIPCountLimitReached",
        "QuotaExceeded",
        "ResourceCountExceedsLimitDueToTemplate",
        "ResourceQuotaExceeded",
    };

    private static readonly HashSet<string> Throttled = new(StringComparer.OrdinalIgnoreCase)
    {
        "OperationThrottled",
        "SubscriptionRequestsThrottled",
        "TooManyRequests",
    };

    private static readonly HashSet<string> Credential = new(StringComparer.OrdinalIgnoreCase)
    {
        "AuthenticationFailed",
        "AuthorizationFailed",
        "ExpiredAuthenticationToken",
        "InvalidAuthenticationToken",
        "InvalidAuthenticationTokenTenant",
        "LinkedAuthorizationFailed",
    };

    /// <summary>Somebody else is at work on the same thing: another look later tells more.</summary>
    private static readonly HashSet<string> Busy = new(StringComparer.OrdinalIgnoreCase)
    {
        "AnotherOperationInProgress",
        "Conflict",
        "NicInUse",
        "NicReservedForAnotherVm",
        "OperationPreempted",
        "PublicIPAddressCannotBeDeleted",
        "ReferencedResourceNotProvisioned",
        "RetryableError",
        "RetryableErrorDueToAnotherOperation",
    };

    public static ProviderException Of(AzureAnswer answer)
    {
        var message = answer.Message;
        bool Has(HashSet<string> codes) => answer.Codes.Any(codes.Contains);

        return answer switch
        {
            _ when Has(NoCapacity) => new NoCapacityException(message),
            _ when Has(Quota) || IsQuota(answer) => new QuotaExceededException(message),
            _ when answer.Status == 429 || Has(Throttled) => new ThrottledException(
                message,
                answer.RetryAfter ?? TimeSpan.Zero
            ),
            _ when Has(Busy) => new ProviderUnavailableException(message),
            _ when answer.Codes.Contains("RequestDisallowedByPolicy") => new RequestRejectedException(message),
            { Status: 401 or 403 } => new CredentialException(message),
            _ when Has(Credential) => new CredentialException(message),
            { Status: 408 or >= 500 } => new ProviderUnavailableException(message),
            _ => new RequestRejectedException(message),
        };
    }

    /// <summary>No answer at all.</summary>
    public static ProviderException Of(Exception failure) =>
        GuardedHttp.RefusalIn(failure) is { } refused
            ? new RequestRejectedException($"endpoint: {refused.Message}", failure)
        : failure is AuthenticationFailedException authentication && !IsOutage(authentication)
            ? new CredentialException($"Azure did not give a token: {ReasonOf(authentication)}")
        : new ProviderUnavailableException($"Azure did not answer: {failure.GetBaseException().Message}", failure);

    // The code stands for many things; Azure tells that it is about a quota in the text alone.
    private static bool IsQuota(AzureAnswer answer) =>
        answer.Codes.Contains("OperationNotAllowed")
        && answer.Message.Contains("quota", StringComparison.OrdinalIgnoreCase);

    private static bool IsOutage(AuthenticationFailedException failure) =>
        failure is not CredentialUnavailableException
        && failure.GetBaseException()
            is HttpRequestException
                or RequestFailedException { Status: 0 or 408 or 429 or >= 500 };

    // Only the error's number: the rest is long, and tells of the host.
    private static string ReasonOf(AuthenticationFailedException failure) =>
        EntraCode().Match(failure.GetBaseException().Message) is { Success: true } code
            ? $"Microsoft Entra ID answered {code.Value}; check tenantId, clientId and clientSecret."
            : "no credentials were found or accepted; name tenantId, clientId and clientSecret, or give the host an identity.";

    [GeneratedRegex(@"AADSTS[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex EntraCode();
}
