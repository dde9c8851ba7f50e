using Kadende.Sdk.Failures;

namespace Kadende.Plugins.SshHosts;

/// <summary>Asks every host of a pool.</summary>
internal sealed class PoolSurvey(HostLinks links)
{
    /// <exception cref="ProviderException">No host answers, so that nothing can be told.</exception>
    public async Task<PoolSighting> LookAsync(SshHostsProperties pool, CancellationToken cancellationToken)
    {
        var found = await EachAsync(pool.Hosts, host => LookAtAsync(pool, host, cancellationToken), cancellationToken);
        var sighting = new PoolSighting(found);
        if (sighting.Answering.Count > 0)
        {
            return sighting;
        }

        var failure = found.Select(host => host.Failure).OfType<ProviderException>().First();
        var message = $"No host of the pool answers; the first: {failure.Message}";
        throw found.All(host => host.Failure is CredentialException)
            ? new CredentialException(message, failure)
            : new ProviderUnavailableException(message, failure);
    }

    /// <summary>Does the same for many hosts at once; the links say for how many.</summary>
    public static async Task<IReadOnlyList<TResult>> EachAsync<TItem, TResult>(
        IReadOnlyList<TItem> items,
        Func<TItem, Task<TResult>> act,
        CancellationToken cancellationToken
    )
    {
        var results = new TResult[items.Count];
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, items.Count, bounds, async (i, _) => results[i] = await act(items[i]));
        return results;
    }

    private async Task<HostSighting> LookAtAsync(
        SshHostsProperties pool,
        PoolHost host,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var output = await links.AskAsync(pool, host, HostScripts.Survey(host), cancellationToken);
            return HostReport.Parse(output) is { } report
                ? new HostSighting(host, report, null)
                : throw new ProviderUnavailableException(
                    $"{host.Id} did not say whose it is, but: {output[Math.Max(0, output.Length - 300)..].Trim()}"
                );
        }
        catch (ProviderException failure)
        {
            return new HostSighting(host, null, failure);
        }
    }
}
