using Kadende.Plugins.Aws;
using Kadende.Plugins.Azure;
using Kadende.Plugins.ByUrl;
using Kadende.Plugins.Catalog;
using Kadende.Plugins.DigitalOcean;
using Kadende.Plugins.Docker;
using Kadende.Plugins.Files;
using Kadende.Plugins.Flavours.Bash;
using Kadende.Plugins.Flavours.CloudInit;
using Kadende.Plugins.Flavours.Kubernetes;
using Kadende.Plugins.Flavours.Swarm;
using Kadende.Plugins.GoogleCompute;
using Kadende.Plugins.Health.Command;
using Kadende.Plugins.Health.Heartbeat;
using Kadende.Plugins.Health.Http;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Health.Tcp;
using Kadende.Plugins.Machines;
using Kadende.Plugins.Processes;
using Kadende.Plugins.Secrets;
using Kadende.Plugins.Simulated;
using Kadende.Plugins.SshHosts;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kadende.Plugins;

/// <summary>The plugins that ship with Kadende: a new one is its folder and one line here.</summary>
public static class PluginList
{
    /// <summary>Each plugin's options are the section of its name below this one.</summary>
    public const string Section = "Kadende:Plugins";

    public static IServiceCollection AddKadendePlugins(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddProvider<ProcessProvider, ProcessOptions>(configuration, "Process");
        services.AddProvider<FileProvider, FileProviderOptions>(configuration, "File");
        services.AddProvider<DockerProvider, DockerOptions>(configuration, "Docker");
        services.AddProvider<SshHostsProvider, SshHostsOptions>(configuration, "Ssh");
        services.AddProvider<SimulatedProvider, SimulatedOptions>(configuration, "Simulated");
        services.AddProvider<DigitalOceanProvider, DigitalOceanOptions>(configuration, "DigitalOcean");
        services.AddProvider<GoogleComputeProvider, GoogleComputeOptions>(configuration, "GoogleCompute");
        services.AddProvider<AwsProvider, AwsOptions>(configuration, "Aws");
        services.PostConfigure<AwsOptions>(options =>
            options.Region = new[]
            {
                options.Region,
                configuration["AWS_REGION"],
                configuration["AWS_DEFAULT_REGION"],
            }.FirstOrDefault(region => !string.IsNullOrEmpty(region))
        );
        services.AddProvider<AzureProvider, AzureOptions>(configuration, "Azure");

        services.AddSingleton<IHealthCheck, HttpHealthCheck>();
        services.AddSingleton<IHealthCheck, TcpHealthCheck>();
        services.AddSingleton<IHealthCheck, CommandHealthCheck>();
        services.AddSingleton<IHealthCheck, HeartbeatHealthCheck>();

        services.AddChecked<ProbeOptions>(configuration, ProbeOptions.Section);
        services.AddSingleton<ProbeTargets>();
        services.AddChecked<SshOptions>(configuration, SshOptions.Section);
        services.AddSingleton<MachineShells>();

        services.AddSingleton<IFlavour, BashFlavour>();
        services.AddSingleton<IFlavour, CloudInitFlavour>();
        services.AddSingleton<IFlavour, SwarmFlavour>();
        services.AddSingleton<IFlavour, KubernetesFlavour>();
        services.AddChecked<KubernetesOptions>(configuration, $"{Section}:Kubernetes");
        services.AddSingleton<KubernetesApis>();

        services.AddSingleton<SimulatedClouds>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSecrets(configuration);
        services.AddChecked<PluginUrlOptions>(configuration, PluginUrlOptions.Section);
        services.AddSingleton<UrlPlugins>();
        services.AddSingleton<PluginHealth>();
        services.AddSingleton<PluginCatalog>();
        services.AddSingleton<IPluginCatalog>(provider => provider.GetRequiredService<PluginCatalog>());
        services.AddChecked<ValidationOptions>(configuration, ValidationOptions.Section);
        services.AddSingleton<SpecValidation>();
        services.AddSingleton<ShapedRequests>();
        return services;
    }

    private static void AddProvider<TProvider, TOptions>(
        this IServiceCollection services,
        IConfiguration configuration,
        string section
    )
        where TProvider : class, IProvider
        where TOptions : class
    {
        services.AddChecked<TOptions>(configuration, $"{Section}:{section}");
        services.AddSingleton<IProvider, TProvider>();
    }
}
