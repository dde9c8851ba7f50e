using Kadende.Runtime.Protection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Webhooks;

/// <summary>Registers webhooks: what requests do with them, and the turns that hosts give them.</summary>
public static class WebhookRegistration
{
    /// <summary>Needs the stores besides.</summary>
    public static IServiceCollection AddKadendeWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<WebhookOptions>()
            .Bind(configuration.GetSection(WebhookOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddKadendeProtection();
        services.AddSingleton<WebhookHost>();
        services.AddSingleton<WebhookUrls>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookPost>();
        services.AddSingleton<WebhookRows>();
        services.AddSingleton<WebhookTargets>();
        services.AddSingleton<WebhookSender.Setting>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookStops>();
        // What hosts and the API use is public, and made of what is not.
        services.AddSingleton(provider => new WebhookRounds(
            provider.GetRequiredService<WebhookRows>(),
            provider.GetRequiredService<WebhookSender>(),
            provider.GetRequiredService<WebhookStops>(),
            provider.GetRequiredService<IOptions<WebhookOptions>>(),
            provider.GetRequiredService<ILogger<WebhookRounds>>()
        ));
        services.AddSingleton(provider => new WebhookRequests(
            provider.GetRequiredService<WebhookRows>(),
            provider.GetRequiredService<WebhookUrls>(),
            provider.GetRequiredService<WebhookSecrets>(),
            provider.GetRequiredService<WebhookTargets>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(provider => new WebhookReading(
            provider.GetRequiredService<WebhookRows>(),
            provider.GetRequiredService<WebhookPost>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        return services;
    }
}
