using Azure.Core;
using Azure.Core.Pipeline;

namespace Kadende.Plugins.Azure;

/// <summary>Makes requests again as Azure's own clients do, but never waits longer than a call may take.</summary>
internal sealed class AzureRetry(AzureOptions options)
    : RetryPolicy(
        options.Retries,
        DelayStrategy.CreateExponentialDelayStrategy(options.RetryDelay, options.LongestPause)
    )
{
    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        !AsksForALongPause(message) && await base.ShouldRetryAsync(message, exception);

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        !AsksForALongPause(message) && base.ShouldRetry(message, exception);

    private bool AsksForALongPause(HttpMessage message) =>
        message.HasResponse && AzurePause.Of(message.Response) > options.LongestPause;
}
