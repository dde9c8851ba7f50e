using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kadende.Api.Documents;

/// <summary>The JSON Schema of the spec language, for editors. Open to all.</summary>
internal static class SchemaEndpoints
{
    private const string MediaType = "application/schema+json";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/schema", Get)
            .AllowAnonymous()
            .Describe("GetSchema", "The JSON Schema of specs, with the plugins that are installed")
            .Produces(200, contentType: MediaType);

    private static ContentHttpResult Get(PluginCatalog catalog) =>
        TypedResults.Text(
            SpecSchema.Build(catalog.HealthChecks, catalog.Providers, catalog.Flavours).ToJsonString(),
            MediaType
        );
}
