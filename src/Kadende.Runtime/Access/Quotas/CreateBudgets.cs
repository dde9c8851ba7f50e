using Kadende.Core.Access;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Access.Quotas;

/// <summary>
/// Hands out what teams may begin in an hour. What was handed out is spent, also when its process dies before anything is begun.
/// </summary>
public sealed class CreateBudgets(
    IRecordStore<Team> teams,
    IRecordStore<CreateBudget> budgets,
    IOptions<QuotaOptions> options,
    TimeProvider time
)
{
    private const int Attempts = 20;

    /// <param name="Count">How many may be begun.</param>
    /// <param name="PerHour">The quota; null: there is none.</param>
    public sealed record Grant(int Count, int? PerHour);

    public async Task<Grant> TakeAsync(string team, int wanted, CancellationToken cancellationToken)
    {
        var key = RecordKey.Of(team);
        var quotas = (await teams.FindAsync(key, cancellationToken))?.Value.Quotas ?? new TeamQuotas();
        if (quotas.Or(options.Value.Usual).CreatesPerHour is not { } perHour)
        {
            return new Grant(wanted, null);
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var before = await budgets.FindAsync(key, cancellationToken);
            var (granted, after) = CreateBudget.Take(before?.Value, perHour, wanted, time.GetUtcNow());
            if (granted == 0 || await budgets.SaveAsync(key, after, before?.ETag, cancellationToken) is not null)
            {
                return new Grant(granted, perHour);
            }
        }

        // Too many take from it at once: whoever gets nothing now comes again.
        return new Grant(0, perHour);
    }
}
