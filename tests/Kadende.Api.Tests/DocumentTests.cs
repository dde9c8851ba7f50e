using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Kadende.Api.Tests;

public sealed class DocumentTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task OpenApi_EveryRoute_IsDescribedWithItsProblems()
    {
        var document = (await fixture.Host.As(null).GetAsync("/openapi/v1.json")).Json;

        var missing = Routes()
            .Where(route => route.Path != "/openapi/{documentName}.json")
            .Where(route => document["paths"]![route.Path]?[route.Method] is null)
            .ToList();
        Assert.Empty(missing);
        Assert.All(Operations(document), operation => Assert.NotNull(operation["summary"]));
        Assert.Equal("bearer", (string?)document["components"]!["securitySchemes"]!["Bearer"]!["scheme"]);
    }

    [Fact]
    public async Task OpenApi_ClosedRoutes_AskForTheToken()
    {
        var document = (await fixture.Host.As(null).GetAsync("/openapi/v1.json")).Json;

        var open = document["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => (path.Key, operation.Value)))
            .Where(operation => operation.Value!["security"] is null)
            .Select(operation => operation.Key);

        Assert.Equal(["/api/schema", "/healthz", "/readyz"], open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task OpenApi_PutCluster_NamesItsBodyParametersAndProblems()
    {
        var document = (await fixture.Host.As(null).GetAsync("/openapi/v1.json")).Json;

        var put = document["paths"]!["/api/clusters/{cluster}"]!["put"]!;

        Assert.NotNull(put["requestBody"]!["content"]!["application/yaml"]);
        Assert.Equal(
            ["If-Match", "If-None-Match", "cluster", "plan", "team"],
            put["parameters"]!.AsArray().Select(one => (string)one!["name"]!).Order(StringComparer.Ordinal)
        );
        Assert.NotNull(put["responses"]!["412"]!["content"]!["application/problem+json"]);
    }

    [Fact]
    public async Task Schema_KnowsTheInstalledPlugins()
    {
        var answer = await fixture.Host.As(null).GetAsync("/api/schema");

        Assert.Equal("application/schema+json", answer.MediaType);
        Assert.Contains("simulated", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyAnswer_IsNotStoredNorGuessedAt()
    {
        var answer = await fixture.Host.Admin.GetAsync("/api/clusters/none");

        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
    }

    private IEnumerable<(string Path, string Method)> Routes() =>
        fixture
            .Host.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint =>
                (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method =>
                    (endpoint.RoutePattern.RawText!.Replace("**", "", StringComparison.Ordinal), Lower(method))
                )
            );

    private static IEnumerable<JsonNode> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => operation.Value!));

    private static string Lower(string method) =>
        string.Create(method.Length, method, (span, text) => text.AsSpan().ToLowerInvariant(span));
}
