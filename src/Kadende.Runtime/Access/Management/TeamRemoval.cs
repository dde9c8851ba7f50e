using Kadende.Core.Access;
using Kadende.Runtime.Access.Quotas;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Access.Management;

/// <summary>
/// Ends the deletion of teams. A request that began before a deletion may still create a cluster, so a team waits longer than any request
/// lasts, and one that got a cluster meanwhile stays until that is deleted. May run on several hosts at once, and stop anywhere.
/// </summary>
public sealed class TeamRemoval(
    IRecordStore<Team> teams,
    IRecordStore<User> users,
    TeamBelongings belongings,
    QuotaUsage usage,
    TimeProvider time
)
{
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var team in await teams.ListAsync(team: null, cancellationToken))
        {
            if (
                team.Value.DeletingSince is { } since
                && now - since >= Wait
                && (await usage.CountAsync(team.Value.Name, cancellationToken)).Clusters == 0
            )
            {
                await RemoveAsync(team, cancellationToken);
            }
        }
    }

    /// <summary>The members, webhooks and secrets go first: a later team of the same name must not begin with them.</summary>
    private async Task RemoveAsync(Stored<Team> team, CancellationToken cancellationToken)
    {
        var name = team.Value.Name;
        await belongings.RemoveAsync(name, cancellationToken);
        foreach (var user in await users.ListAsync(team: null, cancellationToken))
        {
            if (user.Value.Teams.ContainsKey(name))
            {
                await users.ChangeAsync(
                    user.Value.Name,
                    "",
                    one => new ManageOutcome<User>.Done(one.WithRole(name, role: null)),
                    cancellationToken
                );
            }
        }

        await usage.ForgetAsync(name, cancellationToken);
        await teams.RemoveAsync(RecordKey.Of(name), team.ETag, cancellationToken);
    }
}
