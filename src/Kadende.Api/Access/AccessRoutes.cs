using Kadende.Api.Audit;
using Kadende.Core.Access;
using Kadende.Runtime.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kadende.Api.Access;

/// <summary>Binds a route to what its callers must be allowed to do.</summary>
internal static class AccessRoutes
{
    /// <summary>Inside the team of the query; see <see cref="Scope"/>.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, CallerAction action) =>
        route.Needs(new NeededAccess(action, AccessPlace.TeamOfQuery));

    /// <summary>Inside the team that the path names as <c>{team}</c>; see <see cref="Scope"/>.</summary>
    public static RouteHandlerBuilder NeedsInNamedTeam(this RouteHandlerBuilder route, CallerAction action) =>
        route.Needs(new NeededAccess(action, AccessPlace.TeamOfPath));

    public static RouteHandlerBuilder NeedsAdministrator(this RouteHandlerBuilder route) =>
        route.Needs(new NeededAccess(CallerAction.ManageInstallation, AccessPlace.Installation));

    /// <summary>On what is the caller's own: signing in is enough.</summary>
    public static RouteHandlerBuilder NeedsSignIn(this RouteHandlerBuilder route) =>
        route.Needs(new NeededAccess(CallerAction.UseOwn, AccessPlace.Own));

    /// <summary>In which team the request is made; settled by <see cref="AccessFilter"/> before the route's own code.</summary>
    public static RequestScope Scope(this HttpContext context) => context.Features.GetRequiredFeature<RequestScope>();

    /// <summary>Who makes the request.</summary>
    public static Caller Caller(this HttpContext context) => ((CallerIdentity)context.User.Identity!).Caller;

    private static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, NeededAccess needed) =>
        route
            .AddEndpointFilter<AuditEndFilter>()
            .AddEndpointFilter(new AccessFilter(needed))
            .AddEndpointFilter<AuditIntentFilter>()
            .WithMetadata(needed);
}
