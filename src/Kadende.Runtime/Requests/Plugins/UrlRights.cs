using Kadende.Core.Access;
using Kadende.Core.Specs;
using Kadende.Plugins.ByUrl;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Requests.Plugins;

/// <summary>Who may name plugins by URL: what stands behind one is given machines and secrets, or runs as part of the host.</summary>
public sealed class UrlRights(IOptions<PluginUrlOptions> options)
{
    /// <summary>A fault for each plugin that the user may not name.</summary>
    public IEnumerable<Fault> FaultsOf(RequestScope scope, GroupSpec group)
    {
        var isAllowed = options.Value.Teams.Any(team => team == "*" || team == scope.Team);
        if (scope.IsAdministrator || (isAllowed && scope.Role == Role.Admin))
        {
            return [];
        }

        var message = isAllowed
            ? $"Only admins of team '{scope.Team}' may name plugins by URL: leave out 'url', or have one of them send the spec."
            : $"Team '{scope.Team}' may not name plugins by URL: leave out 'url', or ask an administrator to add the team to "
                + $"{PluginUrlOptions.Section}:Teams.";
        return group
            .Resources.Where(resource => resource.Plugin.Url is not null)
            .Select(resource => resource.PluginMark.Fault(message))
            .Concat(
                group
                    .Flavours.Where(flavour => flavour.Plugin.Url is not null)
                    .Select(flavour => flavour.Marks[""].Fault(message))
            );
    }
}
