using Kadende.Core.Access;
using Kadende.Core.Specs;
using Kadende.Runtime.Access.Quotas;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Access.Management;

/// <summary>The teams of the installation.</summary>
public sealed class TeamRequests(
    IRecordStore<Team> teams,
    QuotaUsage usage,
    IOptions<QuotaOptions> quotas,
    IOptions<AccessOptions> settings,
    TimeProvider time
)
{
    /// <summary>The teams that the caller belongs to; all of them for those who see everything.</summary>
    public async Task<IReadOnlyList<TeamView>> ListAsync(Caller caller, CancellationToken cancellationToken) =>
        [
            .. (await teams.ListAsync(team: null, cancellationToken))
                .Where(team => caller.RoleIn(team.Value.Name) is not null)
                .Select(team => TeamView.Of(team.Value, quotas.Value.Usual)),
        ];

    public async Task<ManageOutcome<TeamView>> GetAsync(string name, CancellationToken cancellationToken) =>
        await teams.FindAsync(RecordKey.Of(name), cancellationToken) is { } team
            ? new ManageOutcome<TeamView>.Done(
                TeamView.Of(team.Value, quotas.Value.Usual) with
                {
                    Use = await usage.CountAsync(name, cancellationToken),
                }
            )
            : new ManageOutcome<TeamView>.NotFound(MissingMessage(name));

    public async Task<ManageOutcome<TeamView>> AddAsync(
        Caller by,
        string name,
        TeamQuotas bounds,
        CancellationToken cancellationToken
    )
    {
        if (!SpecNames.IsName(name))
        {
            return new ManageOutcome<TeamView>.Faulty([
                new Fault("name", 0, 0, $"A team's name has {SpecNames.Rule}."),
            ]);
        }

        var team = new Team
        {
            Name = name,
            Quotas = bounds,
            CreatedAt = time.GetUtcNow(),
            CreatedBy = by.Name,
        };
        return await teams.SaveAsync(RecordKey.Of(name), team, etag: null, cancellationToken) is null
            ? new ManageOutcome<TeamView>.Conflict($"There is a team '{name}' already.")
            : new ManageOutcome<TeamView>.Created(TeamView.Of(team, quotas.Value.Usual));
    }

    public async Task<ManageOutcome<TeamView>> SetQuotasAsync(
        string name,
        TeamQuotas bounds,
        CancellationToken cancellationToken
    )
    {
        var stored = await teams.ChangeAsync(
            name,
            MissingMessage(name),
            team => new ManageOutcome<Team>.Done(team with { Quotas = bounds }),
            cancellationToken
        );
        // Nothing is noted while nothing is bounded, so what was noted before may be long out of date.
        await usage.ForgetAsync(name, cancellationToken);
        return stored.Seen(team => TeamView.Of(team, quotas.Value.Usual));
    }

    /// <summary>
    /// Begins the deletion of a team that has no clusters. Nothing begins in it from now on; <see cref="TeamRemoval"/> ends it when
    /// whatever was under way is over.
    /// </summary>
    public async Task<ManageOutcome<TeamView>> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (SettingsTokens.TeamsOf(settings.Value).Contains(name))
        {
            return new ManageOutcome<TeamView>.Conflict(
                name == AccessRules.DefaultTeam
                    ? $"Team '{name}' is always there."
                    : $"The settings name team '{name}', under {AccessOptions.Section}:Users. Take it out there first."
            );
        }

        if (await teams.FindAsync(RecordKey.Of(name), cancellationToken) is null)
        {
            return new ManageOutcome<TeamView>.NotFound(MissingMessage(name));
        }

        var counted = await usage.CountAsync(name, cancellationToken);
        if (counted.Clusters > 0)
        {
            return new ManageOutcome<TeamView>.Conflict(
                $"Team '{name}' has {counted.Clusters} clusters. Delete them first, and wait until they are gone."
            );
        }

        return (
            await teams.ChangeAsync(
                name,
                MissingMessage(name),
                team => new ManageOutcome<Team>.Done(
                    team.DeletingSince is null ? team with { DeletingSince = time.GetUtcNow() } : team
                ),
                cancellationToken
            )
        ).Seen(team => TeamView.Of(team, quotas.Value.Usual));
    }

    internal static string MissingMessage(string name) =>
        $"There is no team '{name}'. An administrator adds one with POST /api/teams.";
}
