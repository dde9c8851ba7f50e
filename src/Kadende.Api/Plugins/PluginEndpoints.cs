using Kadende.Api.Access;
using Kadende.Api.Documents;
using Kadende.Core.Access;
using Kadende.Runtime.Requests.Plugins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kadende.Api.Plugins;

/// <summary>The plugins that specs may name.</summary>
internal static class PluginEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/plugins", List)
            .Needs(CallerAction.Read)
            .Describe(
                "ListPlugins",
                "List the installed plugins, and for administrators those behind URLs, with their versions, fields, capabilities and health; why one fails is for administrators"
            )
            .Produces<IReadOnlyList<PluginView>>()
            .Fails();

    /// <remarks>What calls for specs of all teams tell, such as URLs and failures, is for administrators.</remarks>
    private static Ok<IReadOnlyList<PluginView>> List(HttpContext context, PluginReader reader) =>
        TypedResults.Ok(reader.List(toAdministrator: context.Caller().IsAdministrator));
}
