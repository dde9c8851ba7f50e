using System.Net;
using Amazon.Runtime;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Aws;

/// <summary>What EC2 answers when it does not do what was asked, as the contract's failures: one place, by error code alone.</summary>
internal static class AwsFailures
{
    /// <summary>EC2 refills a caller's allowance every second; after the client's own repeats a few seconds are the least that helps.</summary>
    private static readonly TimeSpan AfterThrottling = TimeSpan.FromSeconds(5);

    private static readonly HashSet<string> NoCapacity = new(StringComparer.Ordinal)
    {
        "InsufficientInstanceCapacity",
        "InsufficientHostCapacity",
        "InsufficientReservedInstanceCapacity",
        "InsufficientCapacity",
        "InsufficientCapacityOnOutpost",
        "InsufficientFreeAddressesInSubnet",
        "InsufficientAddressCapacity",
        "InsufficientVolumeCapacity",
        "ReservationCapacityExceeded",
        "SpotMaxPriceTooLow",
        "UnfulfillableCapacity",
    };

    private static readonly HashSet<string> Quota = new(StringComparer.Ordinal)
    {
        "InstanceLimitExceeded",
        "VcpuLimitExceeded",
        "MaxSpotInstanceCountExceeded",
        "MaxSpotFleetRequestCountExceeded",
        "VolumeLimitExceeded",
        "MaxIOPSLimitExceeded",
        "NetworkInterfaceLimitExceeded",
        "AddressLimitExceeded",
        "PrivateIpAddressLimitExceeded",
        "ResourceLimitExceeded",
        "ResourceCountExceeded",
        "PendingVerification",
    };

    private static readonly HashSet<string> Throttled = new(StringComparer.Ordinal)
    {
        "RequestLimitExceeded",
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottled",
        "RequestThrottledException",
        "TooManyRequestsException",
        "SlowDown",
        "EC2ThrottledException",
        "BandwidthLimitExceeded",
        "SnapshotCreationPerVolumeRateExceeded",
    };

    private static readonly HashSet<string> Credential = new(StringComparer.Ordinal)
    {
        "UnauthorizedOperation",
        "AuthFailure",
        "Blocked",
        "OptInRequired",
        "InvalidClientTokenId",
        "InvalidAccessKeyId",
        "UnrecognizedClientException",
        "SignatureDoesNotMatch",
        "IncompleteSignature",
        "MissingAuthenticationToken",
        "ExpiredToken",
        "ExpiredTokenException",
        "RequestExpired",
        "AccessDenied",
        "AccessDeniedException",
        "NotAuthorized",
        "PendingAcceptance",
    };

    private static readonly HashSet<string> Unknown = new(StringComparer.Ordinal)
    {
        "InternalError",
        "InternalFailure",
        "InternalServerError",
        "ServerInternal",
        "ServiceUnavailable",
        "ServiceUnavailableException",
        "Unavailable",
        "RequestTimeout",
        // The token was used for another request: whether that one made machines is not told.
        "IdempotentParameterMismatch",
        "ConcurrentAccess",
    };

    private static readonly HashSet<string> Gone = new(StringComparer.Ordinal)
    {
        "InvalidInstanceID.NotFound",
        "InvalidInstanceID.Malformed",
    };

    public static ProviderException Of(AmazonServiceException failure) =>
        Of(failure.ErrorCode, failure.StatusCode, failure.Message, failure);

    /// <param name="code">EC2's error code; null when the answer held none.</param>
    /// <param name="status">The status of the answer; 0 when there was none.</param>
    public static ProviderException Of(string? code, HttpStatusCode status, string text, Exception? inner = null)
    {
        var message = string.IsNullOrEmpty(code) ? $"EC2: {text}" : $"EC2: {text} ({code})";
        return code switch
        {
            null or "" => WithoutCode(status, message, inner),
            _ when NoCapacity.Contains(code) => new NoCapacityException(message, inner),
            _ when Quota.Contains(code) => new QuotaExceededException(message, inner),
            _ when Throttled.Contains(code) => new ThrottledException(message, AfterThrottling, inner),
            _ when Credential.Contains(code) => new CredentialException(message, inner),
            _ when Gone.Contains(code) => new InstanceGoneException(message, inner),
            _ when Unknown.Contains(code) => new ProviderUnavailableException(message, inner),
            _ when status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError =>
                new RequestRejectedException(message, inner),
            _ => new ProviderUnavailableException(message, inner),
        };
    }

    /// <summary>Answers of something between us and EC2, and no answer at all.</summary>
    private static ProviderException WithoutCode(HttpStatusCode status, string message, Exception? inner) =>
        status switch
        {
            HttpStatusCode.TooManyRequests => new ThrottledException(message, AfterThrottling, inner),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new CredentialException(message, inner),
            _ => new ProviderUnavailableException(message, inner),
        };
}
