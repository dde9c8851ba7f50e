using Kadende.Api;
using Kadende.LocalHost.Retention;
using Kadende.LocalHost.Scheduling;
using Kadende.LocalHost.Webhooks;
using Kadende.Plugins;
using Kadende.Runtime.Access;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Options;

namespace Kadende.LocalHost;

/// <summary>Puts the one-machine host together.</summary>
public static class LocalHostBuilder
{
    /// <summary>Short names that stand for settings, as the scripts of the repository use them.</summary>
    private static readonly IReadOnlyDictionary<string, string> ShortNames = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["KADENDE_PORT"] = $"{LocalOptions.Section}:{nameof(LocalOptions.Port)}",
        ["KADENDE_ADMIN_TOKEN"] = $"{AccessOptions.Section}:{nameof(AccessOptions.AdminToken)}",
    };

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(
            // Settings come from the environment and the command line, not from whatever folder the host is started in.
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Configuration.AddInMemoryCollection(
            ShortNames
                .Where(name => !string.IsNullOrEmpty(builder.Configuration[name.Key]))
                .Select(name => KeyValuePair.Create(name.Value, builder.Configuration[name.Key]))
        );
        ConfigureLogging(builder.Logging);
        ConfigureServices(builder.Services, builder.Configuration);
        Telemetry.Add(builder.Services, builder.Configuration);
        builder.WebHost.ConfigureKestrel(
            (_, kestrel) =>
            {
                kestrel.Limits.MaxConcurrentConnections = 10_000;
                // Before anything uses them, so that every fault of the settings is told at once.
                kestrel.ApplicationServices.GetService<IStartupValidator>()?.Validate();
                var port = kestrel.ApplicationServices.GetRequiredService<IOptions<LocalOptions>>().Value.Port;
                kestrel.Listen(System.Net.IPAddress.Loopback, port);
            }
        );

        var app = builder.Build();
        app.UseKadendeApi();
        return app;
    }

    private static void ConfigureServices(IServiceCollection services, ConfigurationManager configuration)
    {
        services
            .AddOptions<LocalOptions>()
            .Bind(configuration.GetSection(LocalOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<LocalOptions>, LocalOptionsValidator>();
        services.AddSingleton(TimeProvider.System);
        services.AddKadendeStore(configuration);
        services.AddKadendePlugins(configuration);
        services.AddKadendePasses(configuration);
        services.AddLocalRetention(configuration);
        services.AddKadendeApi(configuration);
        services.AddLocalPasses();
        services.AddHostedService<WebhookLoop>();
    }

    private static void ConfigureLogging(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
        });
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Two lines a request to the store would drown everything else.
        logging.AddFilter("Azure", LogLevel.Warning);
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
        // What keeps the host from starting is told once, by the program, in one line.
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None);
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
    }
}
