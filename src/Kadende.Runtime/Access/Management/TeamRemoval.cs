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

    /// <exception cref="StoreUnavailableException">Of the first team that it stopped; the others had their turn all the same.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        StoreUnavailableException? first = null;
        foreach (var team in await teams.ListAsync(team: null, cancellationToken))
        {
            if (team.Value.DeletingSince is { } since && now - since >= Wait)
            {
                try
                {
                    await RemoveAsync(team, cancellationToken);
                }
                catch (StoreUnavailableException failure)
                {
                    first ??= failure;
                }
            }
        }

        if (first is not null)
        {
            throw new StoreUnavailableException(first.Message, first);
        }
    }

    /// <summary>
    /// The members, webhooks and secrets go first: a later team of the same name must not begin with them. What could not be taken away now
    /// keeps the team for the next time.
    /// </summary>
    private async Task RemoveAsync(Stored<Team> team, CancellationToken cancellationToken)
    {
        var name = team.Value.Name;
        if (
            (await usage.CountAsync(name, cancellationToken)).Clusters == 0
            && await belongings.RemoveAsync(name, cancellationToken)
            && await RemoveMembersAsync(name, cancellationToken)
        )
        {
            await usage.ForgetAsync(name, cancellationToken);
            await teams.RemoveAsync(RecordKey.Of(name), team.ETag, cancellationToken);
        }
    }

    /// <returns>False: a user was changed by others again and again.</returns>
    private async Task<bool> RemoveMembersAsync(string team, CancellationToken cancellationToken)
    {
        var areGone = true;
        foreach (var user in await users.ListAsync(team: null, cancellationToken))
        {
            if (user.Value.Teams.ContainsKey(team))
            {
                var outcome = await users.ChangeAsync(
                    user.Value.Name,
                    "",
                    one => new ManageOutcome<User>.Done(one.WithRole(team, role: null)),
                    cancellationToken
                );
                areGone &= outcome is not ManageOutcome<User>.Contended;
            }
        }

        return areGone;
    }
}
