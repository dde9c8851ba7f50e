using System.Text.Json.Serialization.Metadata;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Stores;

/// <summary>Puts the stores into a host.</summary>
public static class StoreRegistration
{
    /// <summary>
    /// Adds the stores, set up by section <see cref="StoreOptions.Section"/>. Every <see cref="HttpPipelinePolicy"/> in the container
    /// joins the requests to the Table service.
    /// </summary>
    public static IServiceCollection AddKadendeStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StoreOptions>().Bind(configuration.GetSection(StoreOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StoreOptions>, StoreOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<StoreTables>();
        services.AddSingleton<EventNews>();
        services.AddSingleton<TeamClusters>();
        services.AddSingleton<IClusterStore, TableClusterStore>();
        services.AddSingleton<INodeLogStore, TableNodeLogStore>();
        services.AddSingleton<IDueList, TableDueList>();
        services.AddSingleton<IInstallationStore, TableInstallationStore>();
        services.AddSingleton<ITokenStore, TableTokenStore>();
        services.AddSingleton<IHeartbeatStore, TableHeartbeatStore>();
        services.AddSingleton<IAuditStore, TableAuditStore>();
        services.AddRecords(TableKeys.Teams, RecordJson.Default.Team);
        services.AddRecords(TableKeys.CreateBudgets, RecordJson.Default.CreateBudget);
        services.AddRecords(TableKeys.TeamUsages, RecordJson.Default.TeamUsage);
        services.AddRecords(TableKeys.Users, RecordJson.Default.User);
        services.AddRecords(TableKeys.TeamSecrets, RecordJson.Default.SealedSecret);
        services.AddRecords(TableKeys.KeyRing, RecordJson.Default.RingKey);
        services.AddRecords(TableKeys.Webhooks, WebhookRecordJson.Default.Webhook);
        services.AddRecords(TableKeys.WebhookStates, WebhookRecordJson.Default.WebhookState);
        services.AddRecords(TableKeys.WebhookCursors, WebhookRecordJson.Default.WebhookCursor);
        return services;
    }

    private static void AddRecords<T>(this IServiceCollection services, string partition, JsonTypeInfo<T> type) =>
        services.AddSingleton<IRecordStore<T>>(provider => new TableRecordStore<T>(
            provider.GetRequiredService<StoreTables>(),
            partition,
            type
        ));
}
