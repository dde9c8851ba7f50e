using System.Collections.Concurrent;
using Kadende.Core.Access;
using Kadende.Core.Clusters;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Access.Quotas;

/// <summary>
/// Lets through what a team may have. A change reserves the more of what its cluster takes before and after it, is stored, and then
/// settles for what it takes after; one that is not stored gives back what it reserved. Of two changes at once the second sees what the
/// first reserved. A team without quotas costs one read, and nothing is noted of it.
/// </summary>
public sealed class QuotaGate(
    IRecordStore<Team> teams,
    IRecordStore<TeamUsage> usages,
    QuotaUsage usage,
    IOptions<QuotaOptions> options,
    TimeProvider time
)
{
    private const int Attempts = 20;

    /// <summary>
    /// The teams that were counted since this host began. Nothing was noted of them while the settings bounded nothing, and other settings
    /// take another start.
    /// </summary>
    private readonly ConcurrentDictionary<string, bool> _counted = new(StringComparer.Ordinal);

    /// <summary>Carries out a change that is within the quotas.</summary>
    /// <param name="before">What is stored of the cluster; null: it is new.</param>
    /// <param name="change">Stores the change; its result tells whether it did.</param>
    /// <exception cref="QuotaReachedException">The team may not have it; nothing was stored.</exception>
    public async Task<T> PassAsync<T>(
        string team,
        string cluster,
        SpecSource? before,
        SpecSource after,
        Func<Task<(T Result, bool IsStored)>> change,
        CancellationToken cancellationToken
    )
    {
        var record = await teams.FindAsync(RecordKey.Of(team), cancellationToken);
        var quotas = (record?.Value.Quotas ?? new TeamQuotas()).Or(options.Value.Usual);
        if (!quotas.BoundsSpecs)
        {
            return (await change()).Result;
        }

        var (was, wanted) = (UseOf(before), UseOf(after));
        var reserved = await ReserveAsync(team, quotas, cluster, was, wanted, cancellationToken);
        var (result, isStored) = await change();
        // Of what may or may not have been stored the reservation stays, like that of a process that died, until it is old.
        await NoteAsync(
            team,
            usage =>
                isStored ? usage.With(cluster, new TeamUsage.Share(wanted, null)) : Released(usage, cluster, reserved),
            CancellationToken.None
        );
        return result;
    }

    /// <summary>What was before; unless somebody else has reserved something for the same cluster since, which covers both.</summary>
    private static TeamUsage Released(TeamUsage usage, string cluster, Reservation reserved) =>
        usage.Clusters.GetValueOrDefault(cluster) == reserved.Share ? usage.Back(cluster, reserved.Before) : usage;

    private async Task<Reservation> ReserveAsync(
        string team,
        TeamQuotas quotas,
        string cluster,
        QuotaUse was,
        QuotaUse wanted,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var stored = await usages.FindAsync(RecordKey.Of(team), cancellationToken);
            var noted =
                stored is not null && _counted.ContainsKey(team)
                    ? stored.Value
                    : await CountAsync(team, stored?.Value ?? NoUsage, cancellationToken);
            if (QuotaRules.Refusal(team, quotas, noted.Except(cluster), was, wanted) is not null)
            {
                // What was noted may be out of date: clusters go without telling here.
                noted = await CountAsync(team, noted, cancellationToken);
                if (QuotaRules.Refusal(team, quotas, noted.Except(cluster), was, wanted) is { } refusal)
                {
                    throw new QuotaReachedException(refusal);
                }
            }

            var share = new TeamUsage.Share(was.Or(wanted).Or(noted.Of(cluster)), time.GetUtcNow());
            var reserved = noted.With(cluster, share);
            if (await usages.SaveAsync(RecordKey.Of(team), reserved, stored?.ETag, cancellationToken) is not null)
            {
                _counted[team] = true;
                return new Reservation(share, noted.Clusters.GetValueOrDefault(cluster));
            }
        }

        throw new StoreUnavailableException("What a team takes of its quotas is fought over; try again.", null);
    }

    private async Task NoteAsync(string team, Func<TeamUsage, TeamUsage> note, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var stored = await usages.FindAsync(RecordKey.Of(team), cancellationToken);
            if (
                stored is null
                || await usages.SaveAsync(RecordKey.Of(team), note(stored.Value), stored.ETag, cancellationToken)
                    is not null
            )
            {
                return;
            }
        }
    }

    private async Task<TeamUsage> CountAsync(string team, TeamUsage noted, CancellationToken cancellationToken) =>
        noted.Counted(await usage.CountEachAsync(team, cancellationToken), time.GetUtcNow());

    private static readonly TeamUsage NoUsage = new(new Dictionary<string, TeamUsage.Share>(StringComparer.Ordinal));

    /// <param name="Share">What was noted for a change.</param>
    /// <param name="Before">What stood there before; null: nothing.</param>
    private sealed record Reservation(TeamUsage.Share Share, TeamUsage.Share? Before);

    private static QuotaUse UseOf(SpecSource? source) =>
        source is not null && SpecReader.Read(source) is SpecResult.Good good ? QuotaUse.Of(good.Spec) : QuotaUse.None;
}
