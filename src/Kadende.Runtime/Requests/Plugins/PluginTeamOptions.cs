namespace Kadende.Runtime.Requests.Plugins;

/// <summary>
/// Which teams may name which installed plugins at all: section <c>Kadende:PluginTeams</c>. A plugin that is left out is for every team.
/// </summary>
public sealed class PluginTeamOptions : TeamsByPlugin
{
    public const string Section = "Kadende:PluginTeams";
}
