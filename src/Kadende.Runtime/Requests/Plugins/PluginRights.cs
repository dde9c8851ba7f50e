using Kadende.Core.Access;
using Kadende.Core.Specs;
using Kadende.Plugins.ByUrl;
using Kadende.Plugins.Catalog;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Requests.Plugins;

/// <summary>
/// Who may name which plugins: what stands behind a URL is given machines and secrets, or runs as part of the host, and some providers
/// make machines with what the host has.
/// </summary>
public sealed class PluginRights(
    PluginCatalog catalog,
    IOptions<PluginUrlOptions> urls,
    IOptions<PluginTeamOptions> teams,
    IOptions<HostTeamOptions> hosts
)
{
    /// <summary>A fault for each plugin that the user may not name, or not so.</summary>
    public async Task<IReadOnlyList<Fault>> FaultsOfAsync(
        RequestScope scope,
        GroupSpec group,
        CancellationToken cancellationToken
    )
    {
        if (scope.IsAdministrator)
        {
            return [];
        }

        var problems = new List<Fault?>();
        foreach (var resource in group.Resources)
        {
            var problem = await ProblemOfAsync(scope, resource, cancellationToken);
            problems.Add(problem is null ? null : resource.PluginMark.Fault(problem));
        }

        foreach (var flavour in group.Flavours)
        {
            var problem = flavour.Plugin.Url is null
                ? NameProblem(scope, flavour.Plugin.Name, [flavour.Plugin.Name])
                : UrlProblem(scope);
            problems.Add(problem is null ? null : flavour.Marks[""].Fault(problem));
        }

        return [.. problems.OfType<Fault>()];
    }

    private async Task<string?> ProblemOfAsync(
        RequestScope scope,
        ResourceSpec resource,
        CancellationToken cancellationToken
    )
    {
        if (resource.Plugin.Url is not null)
        {
            return UrlProblem(scope);
        }

        var choice = await catalog.FindProviderAsync(resource.Plugin, scope.Team, cancellationToken);
        var provider = (choice as ProviderChoice.Found)?.Provider;
        IReadOnlyList<string> names = provider is null
            ? [resource.Plugin.Name]
            : [provider.Description.Name, .. provider.Description.Aliases];
        return NameProblem(scope, resource.Plugin.Name, names) ?? HostProblem(scope, resource, provider, names);
    }

    private string? NameProblem(RequestScope scope, string plugin, IReadOnlyList<string> names) =>
        !teams.Value.May(names, scope.Team)
            ? $"Team '{scope.Team}' may not name plugin '{plugin}'. Name another, or ask an administrator to add the team to "
                + $"{PluginTeamOptions.Section}:{plugin}."
            : null;

    private string? HostProblem(
        RequestScope scope,
        ResourceSpec resource,
        IProvider? provider,
        IReadOnlyList<string> names
    )
    {
        var may = hosts.Value.TeamsOf(names) ?? teams.Value.TeamsOf(names) ?? [AccessRules.DefaultTeam];
        return provider?.UsesHost(resource.Properties) == true && !TeamsByPlugin.Has(may, scope.Team)
            ? $"Team '{scope.Team}' may not have plugin '{resource.Plugin.Name}' use what this host has, such as its credentials. Write "
                + "credentials of the team's own in resourceProperties where the plugin takes them, name another plugin, or ask an "
                + $"administrator to add the team to {HostTeamOptions.Section}:{resource.Plugin.Name}."
            : null;
    }

    private string? UrlProblem(RequestScope scope)
    {
        if (!urls.Value.Teams.Any(team => team == TeamsByPlugin.All || team == scope.Team))
        {
            return $"Team '{scope.Team}' may not name plugins by URL: leave out 'url', or ask an administrator to add the team to "
                + $"{PluginUrlOptions.Section}:Teams.";
        }

        return scope.Role == Role.Admin
            ? null
            : $"Only admins of team '{scope.Team}' may name plugins by URL: leave out 'url', or have one of them send the spec.";
    }
}
