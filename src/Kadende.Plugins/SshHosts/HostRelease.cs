using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.SshHosts;

/// <summary>Gives hosts back.</summary>
internal sealed class HostRelease(HostLinks links, PoolNotes notes)
{
    public async Task<DestroyResult> ReleaseAsync(
        SshHostsProperties pool,
        string instanceId,
        CancellationToken cancellationToken
    )
    {
        if (PoolView.ParseId(instanceId) is not var (hostId, token))
        {
            return new DestroyResult.Accepted();
        }

        if (pool.Hosts.FirstOrDefault(host => host.Id == hostId) is not { } host)
        {
            return new DestroyResult.Failed(
                new RequestRejectedException($"The host {hostId} is no longer in the pool: nobody can give it back.")
            );
        }

        try
        {
            await ReleaseAsync(pool, host, token, cancellationToken);
            return new DestroyResult.Accepted();
        }
        catch (RequestRejectedException failed)
        {
            return new DestroyResult.Failed(failed);
        }
        catch (ProviderException silent)
        {
            // The others remember it, and it is carried out when the host answers again; until then nobody can claim it.
            return await notes.BuryAsync(pool, token, hostId, cancellationToken)
                ? new DestroyResult.Accepted()
                : new DestroyResult.Failed(silent);
        }
    }

    /// <summary>Carries out the removals that hosts missed while they did not answer.</summary>
    public async Task CatchUpAsync(
        SshHostsProperties pool,
        PoolSighting sighting,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    ) =>
        await PoolSurvey.EachAsync(
            [
                .. sighting.Answering.Where(host =>
                    host.Report?.Claim is { } claim
                    && sighting.Buried.Contains((claim.Token, host.Host.Id))
                    && PluginLabels.Match(claim.Labels, labels)
                ),
            ],
            async host =>
            {
                try
                {
                    await ReleaseAsync(pool, host.Host, host.Report?.Claim?.Token ?? "", cancellationToken);
                    return true;
                }
                catch (ProviderException)
                {
                    // The next look tries again.
                    return false;
                }
            },
            cancellationToken
        );

    private async Task ReleaseAsync(
        SshHostsProperties pool,
        PoolHost host,
        string token,
        CancellationToken cancellationToken
    )
    {
        var answer = await links.AskAsync(
            pool,
            host,
            HostScripts.ReleaseOf(host, token, pool.Reset),
            cancellationToken
        );
        if (answer.IndexOf("kadende-failed", StringComparison.Ordinal) is >= 0 and var at)
        {
            throw new RequestRejectedException(
                $"The reset of {host.Id} failed, so that it is not given to anybody else: exit code {answer[(at + 15)..].Trim()}"
            );
        }

        if (
            !answer.Contains("kadende-free", StringComparison.Ordinal)
            && !answer.Contains("kadende-releasing", StringComparison.Ordinal)
        )
        {
            throw new ProviderUnavailableException($"{host.Id} did not say whether it was given back.");
        }
    }
}
