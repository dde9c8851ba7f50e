using Kadende.Runtime.Access;
using Kadende.Runtime.Stores;

namespace Kadende.Api.Health;

/// <summary>Whether requests can be served now.</summary>
internal sealed class Readiness(IClusterStore clusters, TokenSetup tokens, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <returns>Null: ready; otherwise what is missing.</returns>
    public async Task<string?> MissingAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await clusters.PingAsync(both.Token);
        }
        catch (StoreUnavailableException)
        {
            return "The store does not answer.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"The store does not answer within {Patience.TotalSeconds} seconds.";
        }

        return tokens.Done ? null : "The tokens of the settings are not stored yet.";
    }
}
