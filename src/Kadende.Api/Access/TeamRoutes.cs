using Kadende.Core.Access;
using Kadende.Runtime.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kadende.Api.Access;

/// <summary>Binds a route to what its callers must be allowed to do.</summary>
internal static class TeamRoutes
{
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, CallerAction action) =>
        route.AddEndpointFilter(new TeamFilter(action)).WithMetadata(new NeededAccess(action));

    /// <summary>In which team the request is made; settled by <see cref="TeamFilter"/> before the route's own code.</summary>
    public static RequestScope Scope(this HttpContext context) => context.Features.GetRequiredFeature<RequestScope>();
}
