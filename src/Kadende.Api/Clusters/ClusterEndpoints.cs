using System.Text;
using Kadende.Api.Access;
using Kadende.Api.Documents;
using Kadende.Api.Problems;
using Kadende.Api.Requests;
using Kadende.Core.Access;
using Kadende.Runtime.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Kadende.Api.Clusters;

/// <summary>Clusters: create, change, read, list, delete.</summary>
internal static class ClusterEndpoints
{
    private const int MaxPage = 200;
    private const int UsualPage = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/api/clusters", PostAsync)
            .Needs(CallerAction.Edit)
            .Describe("CreateCluster", "Create a cluster from a spec")
            .TakesSpec()
            .TakesPlan()
            .Produces<ClusterView>(StatusCodes.Status201Created)
            .Fails(400, 409, 412, 413, 415);
        routes
            .MapGet("/api/clusters", ListAsync)
            .Needs(CallerAction.Read)
            .Describe("ListClusters", "List the clusters of a team by name, page by page")
            .TakesPage(UsualPage, MaxPage)
            .Produces<PageView<ClusterView>>()
            .Fails(400);
        routes
            .MapPut("/api/clusters/{cluster}", PutAsync)
            .Needs(CallerAction.Edit)
            .Describe("PutCluster", "Change a cluster, or create it when there is none of this name or id")
            .TakesSpec()
            .TakesPlan()
            .TakesMatch()
            .TakesNoneMatch()
            .Produces<ClusterView>()
            .Produces<ClusterView>(StatusCodes.Status201Created)
            .Fails(400, 404, 409, 412, 413, 415);
        routes
            .MapGet("/api/clusters/{cluster}", GetAsync)
            .Needs(CallerAction.Read)
            .Describe("GetCluster", "Read a cluster; with 'Accept: application/yaml' its spec as written")
            .Produces<ClusterView>(200, "application/json", "application/yaml")
            .Fails(404);
        routes
            .MapDelete("/api/clusters/{cluster}", DeleteAsync)
            .Needs(CallerAction.Edit)
            .Describe("DeleteCluster", "Delete a cluster with all its machines")
            .TakesMatch()
            .Produces<ClusterView>(StatusCodes.Status202Accepted)
            .Fails(400, 404, 409, 412);
    }

    private static async Task<IResult> PostAsync(
        HttpContext context,
        ApplyRequests requests,
        CancellationToken cancellationToken
    ) =>
        await BodyReader.ReadAsync(context.Request, BodyReader.SpecTypes, cancellationToken) switch
        {
            BodyText.Read body => WriteAnswer.Of(
                context,
                await requests.CreateAsync(
                    context.Scope(),
                    body.Text,
                    ParsedCondition.PlanOf(context.Request),
                    cancellationToken
                )
            ),
            BodyText.Refused refused => refused.Answer,
            _ => throw new InvalidOperationException("A body is read or refused."),
        };

    private static async Task<IResult> PutAsync(
        HttpContext context,
        string cluster,
        ApplyRequests requests,
        CancellationToken cancellationToken
    )
    {
        var (condition, fault) = ParsedCondition.Of(context.Request);
        if (condition is null)
        {
            return Problem.BadRequest(fault);
        }

        return await BodyReader.ReadAsync(context.Request, BodyReader.SpecTypes, cancellationToken) switch
        {
            BodyText.Read body => WriteAnswer.Of(
                context,
                await requests.PutAsync(context.Scope(), cluster, body.Text, condition, cancellationToken)
            ),
            BodyText.Refused refused => refused.Answer,
            _ => throw new InvalidOperationException("A body is read or refused."),
        };
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        ClusterReading reading,
        CancellationToken cancellationToken
    )
    {
        var query = new QueryFaults(context.Request.Query);
        var (after, size) = (query.Text("after"), query.Size(MaxPage, UsualPage));
        return query.Faults.Count > 0
            ? Problem.Faulty(query.Faults)
            : ReadAnswer.Of(await reading.ListAsync(context.Scope(), new PageStart(after, size), cancellationToken));
    }

    private static async Task<IResult> GetAsync(
        HttpContext context,
        string cluster,
        ClusterReading reading,
        CancellationToken cancellationToken
    ) =>
        ReadAnswer.Of(
            await reading.GetAsync(context.Scope(), cluster, cancellationToken),
            found => Answer(context, WriteAnswer.Tagged(context, found))
        );

    private static async Task<IResult> DeleteAsync(
        HttpContext context,
        string cluster,
        DeleteRequests requests,
        CancellationToken cancellationToken
    )
    {
        var (condition, fault) = ParsedCondition.Of(context.Request);
        return condition is null
            ? Problem.BadRequest(fault)
            : WriteAnswer.Of(
                context,
                await requests.DeleteAsync(context.Scope(), cluster, condition, cancellationToken)
            );
    }

    private static IResult Answer(HttpContext context, ClusterView cluster)
    {
        context.Response.Headers.Vary = HeaderNames.Accept;
        return WantsYaml(context.Request)
            ? TypedResults.Text(cluster.Spec ?? "", BodyReader.SpecTypes[0], Encoding.UTF8)
            : TypedResults.Ok(cluster);
    }

    /// <summary>JSON is what everyone gets who does not prefer YAML by name.</summary>
    private static bool WantsYaml(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var json = QualityOf(accepted, type => type == "application/json");
        var yaml = QualityOf(accepted, type => type != "application/json" && BodyReader.SpecTypes.Contains(type));
        return yaml > 0 && yaml >= json;
    }

    private static double QualityOf(IList<MediaTypeHeaderValue> accepted, Func<string, bool> matches) =>
        accepted
            .Where(one => matches(one.MediaType.Value ?? ""))
            .Select(one => one.Quality ?? 1)
            .DefaultIfEmpty(0)
            .Max();
}
