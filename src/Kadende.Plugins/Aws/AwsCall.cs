using Amazon.Runtime;
using Kadende.Plugins.Net;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Aws;

/// <summary>One call to EC2, with what it throws as the contract's failures. The client has repeated it by then where that may help.</summary>
internal static class AwsCall
{
    public static async Task<T> AskAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await call();
        }
        catch (Exception failure) when (GuardedHttp.RefusalIn(failure) is { } refused)
        {
            throw new RequestRejectedException($"endpoint: {refused.Message}", failure);
        }
        catch (AmazonServiceException failure)
        {
            throw AwsFailures.Of(failure);
        }
        catch (AmazonClientException failure)
        {
            // Before anything is sent the client fails for one reason: it finds no credentials.
            throw new CredentialException($"EC2 cannot be asked: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new ProviderUnavailableException($"EC2 cannot be reached: {failure.Message}", failure);
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProviderUnavailableException("EC2 did not answer in time.", failure);
        }
    }
}
