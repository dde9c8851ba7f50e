using System.Runtime.CompilerServices;
using Kadende.Core.Access;
using Kadende.Runtime.Requests;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Audit;

/// <summary>What is read of the audit.</summary>
public sealed class AuditReading(IAuditStore store, IRecordStore<Team> teams, TimeProvider time)
{
    private const int ExportPage = 1000;

    /// <summary>
    /// The query for those who run a team. What came before the team was made is left out: it was another team's, which had the name
    /// before.
    /// </summary>
    public async Task<AuditQuery> InTeamAsync(AuditQuery query, string team, CancellationToken cancellationToken)
    {
        var found = await teams.FindAsync(RecordKey.Of(team), cancellationToken);
        var made = found?.Value.CreatedAt ?? DateTimeOffset.MaxValue;
        return query with { Team = team, From = query.From is { } from && from > made ? from : made };
    }

    public Task<ReadOutcome<Page<AuditView>>> ReadAsync(AuditQuery query, CancellationToken cancellationToken) =>
        ClusterReading.PlacedAsync(async () =>
        {
            var page = await store.ReadAsync(query, cancellationToken);
            var now = time.GetUtcNow();
            return new Page<AuditView>([.. page.Items.Select(one => AuditView.Of(one, now))], page.Cursor);
        });

    /// <summary>Everything that is asked for, page by page, up to now.</summary>
    public async IAsyncEnumerable<AuditView> ExportAsync(
        AuditQuery query,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var next = query with { To = query.To is { } to && to < now ? to : now, Size = ExportPage };
        while (true)
        {
            var page = await store.ReadAsync(next, cancellationToken);
            foreach (var one in page.Items)
            {
                yield return AuditView.Of(one, now);
            }

            if (page.Cursor is null)
            {
                yield break;
            }

            next = next with { After = page.Cursor };
        }
    }
}
