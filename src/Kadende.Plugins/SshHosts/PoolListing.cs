using Kadende.Sdk.Providers;

namespace Kadende.Plugins.SshHosts;

/// <summary>Lists the machines of a pool, also those whose hosts do not answer.</summary>
internal sealed class PoolListing(PoolSurvey survey, PoolNotes notes, HostRelease release)
{
    public async Task<IReadOnlyList<Instance>> ListAsync(
        SshHostsProperties pool,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    )
    {
        var sighting = await survey.LookAsync(pool, cancellationToken);
        var lost = await notes.SilenceAsync(pool, sighting, cancellationToken);
        await release.CatchUpAsync(pool, sighting, labels, cancellationToken);
        await notes.TidyAsync(pool, sighting, cancellationToken);
        return
        [
            .. Claimed(sighting)
                .Concat(Remembered(sighting, lost))
                .Where(instance => PluginLabels.Match(instance.Labels, labels))
                .OrderBy(instance => instance.Id, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<Instance> Claimed(PoolSighting sighting)
    {
        foreach (var host in sighting.Answering)
        {
            if (
                host.Report is { Claim: { } claim } report
                && PluginLabels.IsToken(claim.Token)
                && !sighting.Buried.Contains((claim.Token, host.Host.Id))
            )
            {
                yield return PoolView.Of(host.Host, claim with { Host = host.Host.Id }, report);
            }
        }
    }

    private static IEnumerable<Instance> Remembered(PoolSighting sighting, IReadOnlySet<string> lost)
    {
        foreach (var note in sighting.Remembered)
        {
            if (sighting.Find(note.Host) is { } host)
            {
                yield return PoolView.Of(
                    host.Host,
                    note,
                    lost.Contains(note.Token) ? InstanceState.Failed : InstanceState.Unknown,
                    ("unreachable", "yes")
                );
            }
        }
    }
}
