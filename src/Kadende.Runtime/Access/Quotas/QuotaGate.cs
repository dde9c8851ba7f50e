using Kadende.Core.Access;
using Kadende.Core.Clusters;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Access.Quotas;

/// <summary>
/// Lets through what a team may have. A change reserves the more of what its cluster takes before and after it, is stored, and then
/// settles for what it takes after; of two changes at once the second sees what the first reserved. A team without quotas costs one read.
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
        await ReserveAsync(team, quotas, cluster, was, wanted, cancellationToken);
        var (result, isStored) = await change();
        if (isStored)
        {
            await SettleAsync(team, cluster, wanted, CancellationToken.None);
        }

        // What was not stored lost to another change of the same cluster, which the reservation covers too; like that of a process that
        // died, it is counted anew when it is old.
        return result;
    }

    private async Task ReserveAsync(
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
            var noted = stored?.Value ?? await CountAsync(team, NoUsage, cancellationToken);
            if (QuotaRules.Refusal(team, quotas, noted.Except(cluster), was, wanted) is not null)
            {
                // What was noted may be out of date: clusters go without telling here.
                noted = await CountAsync(team, noted, cancellationToken);
                if (QuotaRules.Refusal(team, quotas, noted.Except(cluster), was, wanted) is { } refusal)
                {
                    throw new QuotaReachedException(refusal);
                }
            }

            var reserved = noted.With(
                cluster,
                new TeamUsage.Share(was.Or(wanted).Or(noted.Of(cluster)), time.GetUtcNow())
            );
            if (await usages.SaveAsync(RecordKey.Of(team), reserved, stored?.ETag, cancellationToken) is not null)
            {
                return;
            }
        }

        throw new StoreUnavailableException("What a team takes of its quotas is fought over; try again.", null);
    }

    private async Task SettleAsync(string team, string cluster, QuotaUse use, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var stored = await usages.FindAsync(RecordKey.Of(team), cancellationToken);
            if (
                stored is null
                || await usages.SaveAsync(
                    RecordKey.Of(team),
                    stored.Value.With(cluster, new TeamUsage.Share(use, null)),
                    stored.ETag,
                    cancellationToken
                )
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

    private static QuotaUse UseOf(SpecSource? source) =>
        source is not null && SpecReader.Read(source) is SpecResult.Good good ? QuotaUse.Of(good.Spec) : QuotaUse.None;
}
