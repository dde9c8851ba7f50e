namespace Kadende.Runtime.Requests.Plugins;

/// <summary>
/// Which teams may name which installed plugins at all: section <c>Kadende:PluginTeams</c>. A plugin that is left out is for every team.
/// </summary>
public sealed class PluginTeamOptions : TeamsByPlugin
{
    public const string Section = "Kadende:PluginTeams";

    /// <summary>Whether a member of a team, who is no administrator, may name a plugin.</summary>
    /// <param name="names">All words for it.</param>
    public bool May(IReadOnlyList<string> names, string team) => TeamsOf(names) is not { } teams || Has(teams, team);
}
