using Kadende.Core.Access;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Access.Management;

/// <summary>Who belongs to a team, and with which role.</summary>
public sealed class MemberRequests(IRecordStore<User> users, IOptions<AccessOptions> settings)
{
    private const string ApiSource = "api";

    public async Task<IReadOnlyList<MemberView>> ListAsync(string team, CancellationToken cancellationToken)
    {
        var stored = (await users.ListAsync(team: null, cancellationToken))
            .Where(user => user.Value.Teams.ContainsKey(team))
            .Select(user => new MemberView(user.Value.Name, user.Value.Teams[team], ApiSource));
        return [.. stored.Concat(OfSettings(team)).OrderBy(member => member.User, StringComparer.Ordinal)];
    }

    /// <param name="role">Null: the user is a member no longer, from now on.</param>
    public async Task<ManageOutcome<MemberView>> SetAsync(
        string team,
        string user,
        Role? role,
        CancellationToken cancellationToken
    )
    {
        if (OfSettings(team).Any(member => member.User == user))
        {
            return new ManageOutcome<MemberView>.Conflict(
                $"The settings make '{user}' a member of team '{team}'; change it there, under {AccessOptions.Section}:Users."
            );
        }

        if (!SpecNames.IsName(user))
        {
            return new ManageOutcome<MemberView>.NotFound(UserRequests.MissingMessage(user));
        }

        var changed = await users.ChangeAsync(
            user,
            UserRequests.MissingMessage(user),
            one => new ManageOutcome<User>.Done(Has(one, team, role) ? one : one.WithRole(team, role)),
            cancellationToken
        );
        return changed.Seen(one => new MemberView(one.Name, role ?? Role.Viewer, ApiSource));
    }

    private static bool Has(User user, string team, Role? role) =>
        user.Teams.TryGetValue(team, out var before) ? before == role : role is null;

    private IEnumerable<MemberView> OfSettings(string team) =>
        settings
            .Value.Users.Where(user => user.Team == team)
            .Select(user => new MemberView(user.Name, user.Role, SettingsTokens.Source));
}
