using Kadende.Core.Access;

namespace Kadende.Runtime.Requests.Plugins;

/// <summary>
/// Which teams may name which installed plugins: section <c>Kadende:PluginTeams</c>, with a list of teams for each plugin, <c>*</c> for all.
/// </summary>
/// <remarks>
/// A plugin that is left out is for every team, but for those that make things on the host itself: they are for the team of the
/// installation's own people.
/// </remarks>
public sealed class PluginTeamOptions : Dictionary<string, IReadOnlyList<string>>
{
    public const string Section = "Kadende:PluginTeams";

    public const string All = "*";

    private static readonly IReadOnlyList<string> OnTheHost = ["process", "file", "docker"];

    public PluginTeamOptions()
        : base(StringComparer.OrdinalIgnoreCase) { }

    /// <summary>Whether a member of a team, who is no administrator, may name a plugin.</summary>
    public bool May(string plugin, string team) =>
        TryGetValue(plugin, out var teams)
            ? teams.Contains(All) || teams.Contains(team)
            : !OnTheHost.Contains(plugin, StringComparer.OrdinalIgnoreCase) || team == AccessRules.DefaultTeam;
}
