using System.Diagnostics;
using Kadende.Plugins.Catalog;
using Kadende.Runtime.Telemetry;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Passes;

/// <summary>Calls plugins: each call has a time limit, and whatever a plugin throws becomes one of the failures of its contract.</summary>
public sealed class ProviderCalls(PluginHealth health, TimeProvider time)
{
    /// <exception cref="ProviderException">The call failed; <see cref="ProviderUnavailableException"/> also for what no plugin should do.</exception>
    public async Task<T> CallAsync<T>(
        IProvider provider,
        string operation,
        Func<CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        var description = provider.Description;
        using var activity = PassMetrics.Source.StartActivity($"provider {operation}");
        activity?.SetTag("provider", description.Name);
        var started = time.GetTimestamp();
        var outcome = "ok";
        using var limit = new CancellationTokenSource(description.Capabilities.CallTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // A plugin that ignores its token must not hold us up either.
            var answer = await call(both.Token).WaitAsync(both.Token);
            health.Answered(PluginKey.Of(provider));
            return answer;
        }
        catch (ProviderException failure)
        {
            outcome = failure.GetType().Name;
            Note(provider, failure);
            throw;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            outcome = nameof(ProviderUnavailableException);
            var what = limit.IsCancellationRequested
                ? $"gave no answer within {description.Capabilities.CallTimeout.TotalSeconds:0.#}s"
                : $"failed: {exception.Message}";
            health.Failed(PluginKey.Of(provider), what);
            throw new ProviderUnavailableException($"Provider {description.Name} {what}.", exception);
        }
        finally
        {
            activity?.SetStatus(outcome == "ok" ? ActivityStatusCode.Ok : ActivityStatusCode.Error, outcome);
            PassMetrics.ProviderCallDuration.Record(
                time.GetElapsedTime(started).TotalSeconds,
                new KeyValuePair<string, object?>("provider", description.Name),
                new KeyValuePair<string, object?>("operation", operation),
                new KeyValuePair<string, object?>("outcome", outcome)
            );
        }
    }

    /// <summary>Who refuses a request works; who cannot be reached or does not let us in does not.</summary>
    private void Note(IProvider provider, ProviderException failure)
    {
        if (failure is ProviderUnavailableException or CredentialException)
        {
            health.Failed(PluginKey.Of(provider), failure.Message);
        }
        else
        {
            health.Answered(PluginKey.Of(provider));
        }
    }
}
