using Kadende.Api.Access;
using Kadende.Api.Documents;
using Kadende.Api.Problems;
using Kadende.Api.Requests;
using Kadende.Core.Access;
using Kadende.Core.Specs;
using Kadende.Runtime.Requests;
using Kadende.Runtime.Requests.Hands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.Api.Clusters;

/// <summary>Groups: how they stand, and their sizes.</summary>
internal static class GroupEndpoints
{
    private const string Why = "/why";
    private const string Route = "/api/clusters/{cluster}/groups/{**path}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(Route, GetAsync)
            .Needs(CallerAction.Read)
            .Describe(
                "GetGroup",
                "Read how a group stands; with /why behind its path, why it is so and what is being waited for"
            )
            .Produces<GroupView>()
            .Fails(404);
        routes
            .MapPatch(Route, PatchAsync)
            .Needs(CallerAction.SetSize)
            .Describe("SetGroupSize", "Set the size of a group until the next spec is put")
            .TakesSize()
            .TakesMatch()
            .Produces<ClusterView>()
            .Fails(400, 404, 409, 412, 413, 415);
    }

    private static async Task<IResult> GetAsync(
        HttpContext context,
        string cluster,
        string path,
        ClusterReading reading,
        WhyReading whys,
        CancellationToken cancellationToken
    )
    {
        var found = await reading.GetGroupAsync(context.Scope(), cluster, Unescaped(path), cancellationToken);
        // A group may be called why: it comes before the question.
        return
            found is ReadOutcome<GroupView>.NotFound
            && Unescaped(path) is var whole
            && whole.EndsWith(Why, StringComparison.Ordinal)
            && GroupPath.TryParse(whole[..^Why.Length], out var group)
            ? ReadAnswer.Of(
                await whys.OfGroupsAsync(context.Scope(), cluster, group, cancellationToken),
                answers => TypedResults.Ok(answers[0])
            )
            : ReadAnswer.Of(found, one => TypedResults.Ok(one));
    }

    private static async Task<IResult> PatchAsync(
        HttpContext context,
        string cluster,
        string path,
        SizeRequests requests,
        CancellationToken cancellationToken
    )
    {
        var (condition, fault) = ParsedCondition.Of(context.Request);
        if (condition is null)
        {
            return Problem.BadRequest(fault);
        }

        var body = await BodyReader.ReadAsync(context.Request, BodyReader.JsonTypes, cancellationToken);
        if (body is not BodyText.Read { Text: var text })
        {
            return ((BodyText.Refused)body).Answer;
        }

        return SizeBody.Parse(text) switch
        {
            SizeBody.Good good => WriteAnswer.Of(
                context,
                await requests.SetAsync(
                    context.Scope(),
                    new GroupSize(cluster, Unescaped(path), good.Size, good.Lasting),
                    condition,
                    cancellationToken
                )
            ),
            SizeBody.Faulty faulty => Problem.Faulty(faulty.Faults),
            _ => throw new InvalidOperationException("A size is good or faulty."),
        };
    }

    /// <summary>Clients may send the slashes of a path as they are or escaped; the framework leaves escaped ones alone.</summary>
    private static string Unescaped(string path) => path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
