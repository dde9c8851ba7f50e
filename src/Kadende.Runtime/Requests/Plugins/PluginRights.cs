using Kadende.Core.Access;
using Kadende.Core.Specs;
using Kadende.Plugins.ByUrl;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Requests.Plugins;

/// <summary>
/// Who may name which plugins: what stands behind a URL is given machines and secrets, or runs as part of the host, and some providers
/// make what runs on the host itself.
/// </summary>
public sealed class PluginRights(IOptions<PluginUrlOptions> urls, IOptions<PluginTeamOptions> teams)
{
    /// <summary>A fault for each plugin that the user may not name.</summary>
    public IEnumerable<Fault> FaultsOf(RequestScope scope, GroupSpec group) =>
        scope.IsAdministrator
            ? []
            : group
                .Resources.Select(resource => Fault(scope, resource.Plugin, resource.PluginMark))
                .Concat(group.Flavours.Select(flavour => Fault(scope, flavour.Plugin, flavour.Marks[""])))
                .OfType<Fault>();

    private Fault? Fault(RequestScope scope, PluginRef plugin, SpecMark mark) =>
        plugin.Url is not null
            ? UrlProblem(scope) is { } problem
                ? mark.Fault(problem)
                : null
            : teams.Value.May(plugin.Name, scope.Team)
                ? null
                : mark.Fault(
                    $"Team '{scope.Team}' may not name plugin '{plugin.Name}'. Name another, or ask an administrator to add the team to "
                        + $"{PluginTeamOptions.Section}:{plugin.Name}."
                );

    private string? UrlProblem(RequestScope scope)
    {
        if (!urls.Value.Teams.Any(team => team == PluginTeamOptions.All || team == scope.Team))
        {
            return $"Team '{scope.Team}' may not name plugins by URL: leave out 'url', or ask an administrator to add the team to "
                + $"{PluginUrlOptions.Section}:Teams.";
        }

        return scope.Role == Role.Admin
            ? null
            : $"Only admins of team '{scope.Team}' may name plugins by URL: leave out 'url', or have one of them send the spec.";
    }
}
