using Kadende.Core.Specs;

namespace Kadende.Core.Access;

/// <summary>Who may do what on what: the one place that decides it.</summary>
public static class AccessRules
{
    /// <summary>The team of administrators who belong to none.</summary>
    public const string DefaultTeam = "default";

    private static readonly AccessDecision Allowed = new AccessDecision.Allowed();
    private static readonly AccessDecision Hidden = new AccessDecision.Hidden();

    public static AccessDecision Decide(Caller caller, CallerAction action, AccessTarget target) =>
        target switch
        {
            AccessTarget.Own when action == CallerAction.UseOwn => Allowed,
            AccessTarget.Team team => DecideIn(caller, action, team.Name),
            AccessTarget.Installation when caller.IsAdministrator => Allowed,
            _ => new AccessDecision.Refused(
                caller.Scope is null
                    ? $"{Describe(action)} needs an administrator of the installation."
                    : $"{Describe(action)} needs a token of an administrator that is not narrowed to teams or a role."
            ),
        };

    /// <param name="asked">The team that the request names, or null.</param>
    public static TeamChoice Choose(Caller caller, string? asked)
    {
        if (asked is not null)
        {
            return SpecNames.IsName(asked) ? new TeamChoice.Chosen(asked) : new TeamChoice.NotAName();
        }

        return (caller.Teams.Count, caller.IsAdministrator || caller.Everywhere is not null) switch
        {
            (1, _) => new TeamChoice.Chosen(caller.Teams.Keys.Single()),
            (_, true) => new TeamChoice.Chosen(DefaultTeam),
            (0, false) => new TeamChoice.NoTeam(),
            _ => new TeamChoice.Ambiguous([.. caller.Teams.Keys.Order(StringComparer.Ordinal)]),
        };
    }

    private static AccessDecision DecideIn(Caller caller, CallerAction action, string team)
    {
        if (caller.RoleIn(team) is not { } role)
        {
            return Hidden;
        }

        var needed = NeededFor(action);
        return role >= needed
            ? Allowed
            : new AccessDecision.Refused(
                $"In team '{team}' you are {role}; {Describe(action)} needs {needed}. Ask an admin of the team for that role."
            );
    }

    private static Role NeededFor(CallerAction action) =>
        action switch
        {
            CallerAction.Read => Role.Viewer,
            CallerAction.SetSize or CallerAction.Operate => Role.Operator,
            CallerAction.Edit => Role.Editor,
            CallerAction.ManageTeam => Role.Admin,
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Nothing that is done in a team."),
        };

    private static string Describe(CallerAction action) =>
        action switch
        {
            CallerAction.Read => "looking",
            CallerAction.SetSize => "setting a size",
            CallerAction.Operate => "doing something with nodes and groups",
            CallerAction.Edit => "creating, changing or deleting clusters",
            CallerAction.ManageTeam => "running the team",
            CallerAction.ManageInstallation => "running the installation",
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "There is no such action."),
        };
}
