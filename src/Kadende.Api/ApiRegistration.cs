using System.Text.Json;
using System.Text.Json.Serialization;
using Kadende.Api.Access;
using Kadende.Api.Access.Oidc;
using Kadende.Api.Audit;
using Kadende.Api.Documents;
using Kadende.Api.Events;
using Kadende.Api.Health;
using Kadende.Api.Limits;
using Kadende.Api.Problems;
using Kadende.Api.Webhooks;
using Kadende.Core.Access;
using Kadende.Core.Audit;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Scaling;
using Kadende.Core.Webhooks;
using Kadende.Core.Why;
using Kadende.Runtime.Access;
using Kadende.Runtime.Heartbeats;
using Kadende.Runtime.Requests;
using Kadende.Runtime.Secrets;
using Kadende.Runtime.Webhooks;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.Api;

/// <summary>Registers everything that the HTTP API needs but the stores, the plugins, the pass and its starter.</summary>
public static class ApiRegistration
{
    public static IServiceCollection AddKadendeApi(this IServiceCollection services, IConfiguration configuration)
    {
        var takesOidc = !string.IsNullOrEmpty(configuration[$"{AccessOptions.Section}:Oidc:Authority"]);
        services.AddKadendeAccess(configuration);
        services.AddLimits(configuration);
        services.AddKadendeHeartbeats(configuration);
        services.AddKadendeRequests(configuration);
        services.AddKadendeSecrets();
        services.AddKadendeWebhooks(configuration);
        services.AddSingleton<Readiness>();
        services.AddSingleton<AccessAgain>();
        services.AddSingleton<ServerStream>();
        services.AddSingleton<EventStream>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditTally>();
        services.AddHostedService(provider => provider.GetRequiredService<AuditTally>());
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemExceptionHandler>();
        services.AddRouting();
        services.AddOpenApi("v1", ApiDocument.Configure);
        services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));
        services
            .AddAuthentication(BearerHandler.Scheme)
            .AddPolicyScheme(
                BearerHandler.Scheme,
                displayName: null,
                policy => policy.ForwardDefaultSelector = context => SchemeOf(context, takesOidc)
            )
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.TokenScheme, configureOptions: null)
            .AddOidc();
        // What is not said to be open is closed, also what does not exist.
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(BearerHandler.Scheme).RequireAuthenticatedUser().Build());
        return services;
    }

    private static string SchemeOf(HttpContext context, bool takesOidc) =>
        takesOidc
        // Routes that are open to all answer without asking anybody, whatever a request carries.
        && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
        && BearerHandler.TokenOf(context.Request) is { } token
        && OidcRegistration.IsJwt(token)
            ? OidcRegistration.Scheme
            : BearerHandler.TokenScheme;

    private static void Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        options.TypeInfoResolverChain.Insert(1, WebhookJson.Default);
        // A context in a chain brings its types but not its converters.
        options.Converters.Add(new JsonStringEnumConverter<ConvergenceState>());
        options.Converters.Add(new JsonStringEnumConverter<NodeState>());
        options.Converters.Add(new JsonStringEnumConverter<HealthStatus>());
        options.Converters.Add(new JsonStringEnumConverter<EventKind>());
        options.Converters.Add(new JsonStringEnumConverter<GroupHoldKind>());
        options.Converters.Add(new JsonStringEnumConverter<SizeOrigin>());
        options.Converters.Add(new JsonStringEnumConverter<HoldKind>());
        options.Converters.Add(new JsonStringEnumConverter<WishKind>());
        options.Converters.Add(new JsonStringEnumConverter<ReplaceReason>());
        options.Converters.Add(new JsonStringEnumConverter<WaitKind>());
        options.Converters.Add(new JsonStringEnumConverter<DeliveryFault>());
        options.Converters.Add(new JsonStringEnumConverter<Role>());
        options.Converters.Add(new JsonStringEnumConverter<AuditOutcome>());
    }
}
