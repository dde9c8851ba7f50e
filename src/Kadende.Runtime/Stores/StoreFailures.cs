using Azure;
using Azure.Data.Tables.Models;
using Azure.Identity;

namespace Kadende.Runtime.Stores;

/// <summary>Tells an outage of the Table service from a fault of our own.</summary>
internal static class StoreFailures
{
    /// <summary>Whether a call ended because the service, or the way to it, failed. Its retries are over by then.</summary>
    public static bool IsOutage(Exception failure) =>
        failure switch
        {
            AggregateException many => many.InnerExceptions.Any(IsOutage),
            RequestFailedException request => IsOutage(request),
            // The caller's own cancellation was told apart before: what is left is a try that took too long.
            OperationCanceledException or IOException or AuthenticationFailedException => true,
            _ => false,
        };

    /// <summary>Our tables are not there: they were never made, or the service lost or is removing them.</summary>
    public static bool IsTableMissing(Exception failure) =>
        failure is RequestFailedException { ErrorCode: var code }
        && (code == TableErrorCode.TableNotFound || code == TableErrorCode.TableBeingDeleted);

    /// <summary>A row is not as its writer believed: it exists, changed or is gone.</summary>
    public static bool IsLostRace(RequestFailedException failure) =>
        failure.Status is 404 or 409 or 412 && !IsTableMissing(failure);

    private static bool IsOutage(RequestFailedException failure) =>
        // 0: no answer at all. 401 and 403: no right to the tables, which operators mend without a restart.
        failure.Status
            is 0
                or 401
                or 403
                or 408
                or 429
                or >= 500
        || IsTableMissing(failure);
}
