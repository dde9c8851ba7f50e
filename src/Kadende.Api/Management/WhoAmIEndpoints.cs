using Kadende.Api.Access;
using Kadende.Api.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.Api.Management;

/// <summary>Who the caller is.</summary>
internal static class WhoAmIEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/whoami", (HttpContext context) => TypedResults.Ok(WhoAmIView.Of(context.Caller())))
            .NeedsSignIn()
            .Describe("WhoAmI", "Read who one is, and what one may do with the token that was sent")
            .Produces<WhoAmIView>()
            .Fails();
}
