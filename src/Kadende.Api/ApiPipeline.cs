using Kadende.Api.Audit;
using Kadende.Api.Clusters;
using Kadende.Api.Documents;
using Kadende.Api.Events;
using Kadende.Api.Hands;
using Kadende.Api.Health;
using Kadende.Api.Heartbeats;
using Kadende.Api.Limits;
using Kadende.Api.Management;
using Kadende.Api.Plugins;
using Kadende.Api.Problems;
using Kadende.Api.Webhooks;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Kadende.Api;

/// <summary>The HTTP API as one pipeline, the same on every host.</summary>
public static class ApiPipeline
{
    public static IApplicationBuilder UseKadendeApi(this IApplicationBuilder app)
    {
        // Around everything else: whatever is stored on behalf of a request takes its lane.
        app.Use(
            (context, next) =>
            {
                StoreLane.EnterRequest();
                return next(context);
            }
        );
        app.Use(SafetyHeaders.AddAsync);
        app.Use(AuditLeavers.NoteAsync);
        app.UseExceptionHandler();
        app.UseStatusCodePages(EmptyAnswers.FillAsync);
        app.UseTrustedProxies();
        app.UseRouting();
        app.Use(AuditTurnedAway.NoteAsync);
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseEndpoints(routes => routes.MapKadendeApi());
        return app;
    }

    public static IEndpointRouteBuilder MapKadendeApi(this IEndpointRouteBuilder routes)
    {
        ClusterEndpoints.Map(routes);
        PlanEndpoints.Map(routes);
        GroupEndpoints.Map(routes);
        NodeEndpoints.Map(routes);
        NodeLogEndpoints.Map(routes);
        NodeHandEndpoints.Map(routes);
        GroupHandEndpoints.Map(routes);
        GenerationEndpoints.Map(routes);
        WhyEndpoints.Map(routes);
        EventEndpoints.Map(routes);
        AuditEndpoints.Map(routes);
        HealthEndpoints.Map(routes);
        HeartbeatEndpoints.Map(routes);
        PluginEndpoints.Map(routes);
        WebhookEndpoints.Map(routes);
        TeamEndpoints.Map(routes);
        MemberEndpoints.Map(routes);
        UserEndpoints.Map(routes);
        TokenEndpoints.Map(routes);
        TeamTokenEndpoints.Map(routes);
        SecretEndpoints.Map(routes);
        WhoAmIEndpoints.Map(routes);
        SchemaEndpoints.Map(routes);
        routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        return routes;
    }
}
