using Kadende.Plugins.Catalog;
using Kadende.Runtime.Audit;
using Kadende.Runtime.Planning;
using Kadende.Runtime.Requests.Hands;
using Kadende.Runtime.Requests.Plugins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Requests;

/// <summary>Registers what requests do.</summary>
public static class RequestRegistration
{
    public static IServiceCollection AddKadendeRequests(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddTeamsByPlugin<PluginTeamOptions>(configuration, PluginTeamOptions.Section);
        services.AddTeamsByPlugin<HostTeamOptions>(configuration, HostTeamOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<PlanPreview>();
        services.AddSingleton<ClusterFinder>();
        services.AddSingleton<ClusterSight>();
        services.AddSingleton<SpecPins>();
        services.AddSingleton<PluginRights>();
        services.AddSingleton<SpecCheck>();
        services.AddSingleton<PassCall>();
        services.AddSingleton<ClusterWriter>();
        services.AddSingleton<PlanRequests>();
        services.AddSingleton<ApplyRequests>();
        services.AddSingleton<SizeRequests>();
        services.AddSingleton<DeleteRequests>();
        services.AddSingleton<ClusterReading>();
        services.AddSingleton<PluginReader>();
        services.AddSingleton<EventFeed>();
        services.AddSingleton<AuditReading>();
        services.AddSingleton<NodeLogReading>();
        return services.AddKadendeHands();
    }

    private static void AddTeamsByPlugin<TOptions>(
        this IServiceCollection services,
        IConfiguration configuration,
        string section
    )
        where TOptions : TeamsByPlugin
    {
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>>(provider => new KnownPluginNames<TOptions>(
            provider.GetRequiredService<PluginCatalog>(),
            section
        ));
    }
}
