using System.Collections;
using Kadende.Api.Limits;
using Kadende.Functions.Passes;
using Kadende.Plugins;
using Kadende.Plugins.Aws;
using Kadende.Plugins.Azure;
using Kadende.Plugins.ByUrl;
using Kadende.Plugins.Catalog;
using Kadende.Plugins.DigitalOcean;
using Kadende.Plugins.Docker;
using Kadende.Plugins.Files;
using Kadende.Plugins.Flavours.Kubernetes;
using Kadende.Plugins.GoogleCompute;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Machines;
using Kadende.Plugins.Processes;
using Kadende.Plugins.Secrets;
using Kadende.Plugins.Simulated;
using Kadende.Plugins.SshHosts;
using Kadende.Runtime.Access;
using Kadende.Runtime.Access.Quotas;
using Kadende.Runtime.Heartbeats;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Requests.Plugins;
using Kadende.Runtime.Retention;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Webhooks;

namespace Kadende.Functions.Tests.Settings;

/// <summary>Every class that settings are bound to: the one place to add to when there is another.</summary>
internal static class BoundOptions
{
    public static readonly IReadOnlyList<Bound> All =
    [
        new(PassLaunchOptions.Section, typeof(PassLaunchOptions), []),
        new(PassOptions.Section, typeof(PassOptions), []),
        new($"{PluginList.Section}:Process", typeof(ProcessOptions), []),
        new($"{PluginList.Section}:File", typeof(FileProviderOptions), []),
        new($"{PluginList.Section}:Docker", typeof(DockerOptions), []),
        new($"{PluginList.Section}:Ssh", typeof(SshHostsOptions), []),
        new($"{PluginList.Section}:Simulated", typeof(SimulatedOptions), []),
        new($"{PluginList.Section}:Aws", typeof(AwsOptions), [nameof(AwsOptions.Endpoint)]),
        new($"{PluginList.Section}:Azure", typeof(AzureOptions), [nameof(AzureOptions.Endpoints)]),
        new($"{PluginList.Section}:DigitalOcean", typeof(DigitalOceanOptions), []),
        new($"{PluginList.Section}:GoogleCompute", typeof(GoogleComputeOptions), []),
        new($"{PluginList.Section}:Kubernetes", typeof(KubernetesOptions), []),
        new(PluginUrlOptions.Section, typeof(PluginUrlOptions), []),
        new(PluginTeamOptions.Section, typeof(PluginTeamOptions), []),
        new(HostTeamOptions.Section, typeof(HostTeamOptions), []),
        new(ValidationOptions.Section, typeof(ValidationOptions), []),
        new(PublicOptions.Section, typeof(PublicOptions), []),
        new(WebhookOptions.Section, typeof(WebhookOptions), []),
        new(RetentionOptions.Section, typeof(RetentionOptions), []),
        new(SecretOptions.Section, typeof(SecretOptions), []),
        new(ProbeOptions.Section, typeof(ProbeOptions), []),
        new(SshOptions.Section, typeof(SshOptions), []),
        new(QuotaOptions.Section, typeof(QuotaOptions), []),
        new(LimitOptions.Section, typeof(LimitOptions), []),
        new(AccessOptions.Section, typeof(AccessOptions), [nameof(AccessOptions.Users)]),
        // In Azure the tables are opened by identity, on one's own machine by a connection string: never both.
        new(
            StoreOptions.Section,
            typeof(StoreOptions),
            [nameof(StoreOptions.TableServiceUri), nameof(StoreOptions.IdentityClientId)]
        ),
    ];

    /// <summary>Settings of the Functions host, not ours.</summary>
    public static readonly IReadOnlyList<string> OfTheHost = ["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage"];

    /// <param name="LeftOut">Properties that the sample does not show, as they make no sense on one's own machine.</param>
    public sealed record Bound(string Section, Type Options, IReadOnlyList<string> LeftOut)
    {
        /// <summary>The settings that it has; of one whose names are the operator's to choose, the section itself.</summary>
        public IReadOnlyList<string> Settings =>
            typeof(IDictionary).IsAssignableFrom(Options)
                ? [Section]
                :
                [
                    .. Options
                        .GetProperties()
                        .Where(property => property.CanWrite && !LeftOut.Contains(property.Name))
                        .Select(property => $"{Section}:{property.Name}"),
                ];
    }
}
