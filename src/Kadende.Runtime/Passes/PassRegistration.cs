using Kadende.Runtime.Access.Quotas;
using Kadende.Runtime.Flavours;
using Kadende.Runtime.Heartbeats;
using Kadende.Runtime.Planning;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Passes;

public static class PassRegistration
{
    /// <summary>Registers the steps of the pass. Needs the stores and the plugins besides.</summary>
    public static IServiceCollection AddKadendePasses(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PassOptions>().Bind(configuration.GetSection(PassOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PassOptions>, PassOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<PassClock>();
        services.AddSingleton<ProviderCalls>();
        services.TryAddSingleton<SpecHistory>();
        services.AddSingleton<SourceFinder>();
        services.AddSingleton<InstanceLister>();
        services.AddKadendeHeartbeats(configuration);
        services.AddSingleton<CreateRequests>();
        services.AddSingleton<HealthCheckCalls>();
        services.AddSingleton<HealthProber>();
        services.AddSingleton<HealthLooks>();
        services.AddSingleton<CreateBudgets>();
        services.AddSingleton<GroupPlanner>();
        services.AddSingleton<GroupReader>();
        services.AddSingleton<GroupWriter>();
        services.AddSingleton<ConsoleEvidence>();
        services.AddSingleton<ProviderActs>();
        services.AddSingleton<FlavourNodes>();
        services.AddSingleton<FlavourPeers>();
        services.AddSingleton<FlavourCalls>();
        services.AddSingleton<FlavourActs>();
        services.AddSingleton<FlavourHealth>();
        services.AddSingleton<CreationActs>();
        services.AddSingleton<ActRunner>();
        services.AddSingleton<GroupReconciler>();
        services.AddSingleton<PassAftercare>();
        services.AddSingleton<PassSteps>();
        services.AddSingleton<PlanPreview>();
        return services;
    }
}
