namespace Kadende.Runtime.Requests.Plugins;

/// <summary>
/// Which teams may have a provider make machines with what the host has, such as its credentials, files and processors: section
/// <c>Kadende:HostTeams</c>. For a provider that is left out these are the teams that <see cref="PluginTeamOptions"/> names for it, and
/// where that names none the team of the installation's own people. Specs that bring credentials of their own are open to every team.
/// </summary>
public sealed class HostTeamOptions : TeamsByPlugin
{
    public const string Section = "Kadende:HostTeams";
}
