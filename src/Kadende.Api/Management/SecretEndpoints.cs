using Kadende.Api.Access;
using Kadende.Api.Documents;
using Kadende.Api.Problems;
using Kadende.Api.Requests;
using Kadende.Core.Access;
using Kadende.Runtime.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Kadende.Api.Management;

/// <summary>The secrets of a team: put and deleted, and never read.</summary>
internal static class SecretEndpoints
{
    private const string Route = "/api/teams/{team}/secrets";
    private const string OneRoute = $"{Route}/{{name}}";
    private const string Form = "Send {\"value\": \"...\"}.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(
                Route,
                async (HttpContext context, SecretRequests requests, CancellationToken cancellationToken) =>
                    TypedResults.Ok(await requests.ListAsync(context.Scope(), cancellationToken))
            )
            .NeedsInNamedTeam(CallerAction.ManageTeam)
            .Describe("ListSecrets", "List the names of a team's secrets; values are never shown")
            .Produces<IReadOnlyList<SecretView>>()
            .Fails(400, 404);
        routes
            .MapPut(OneRoute, PutAsync)
            .NeedsInNamedTeam(CallerAction.ManageTeam)
            .Describe("PutSecret", "Add a secret that the team's specs may name, or give it another value")
            .TakesJson(
                isNeeded: true,
                new FieldDoc(
                    "value",
                    JsonSchemaType.String,
                    $"1 to {SecretRequests.MostBytes} bytes of text, also of several lines.",
                    IsRequired: true
                )
            )
            .Produces<SecretView>()
            .Produces<SecretView>(StatusCodes.Status201Created)
            .Fails(400, 404, 409, 413, 415);
        routes
            .MapDelete(OneRoute, DeleteAsync)
            .NeedsInNamedTeam(CallerAction.ManageTeam)
            .Describe("DeleteSecret", "Delete a secret that no spec names")
            .TakesQuery("force", "true: also while specs name it.")
            .Produces(StatusCodes.Status204NoContent)
            .Fails(400, 404, 409);
    }

    private static Task<IResult> PutAsync(
        HttpContext context,
        string name,
        SecretRequests requests,
        CancellationToken cancellationToken
    ) =>
        ManageBody.ReadAsync(
            context,
            Form,
            ["value"],
            fields => fields.NeededSecret("value", SecretRequests.MostBytes),
            async value => ManageAnswer.Of(await requests.PutAsync(context.Scope(), name, value, cancellationToken))
        );

    private static async Task<IResult> DeleteAsync(
        HttpContext context,
        string name,
        SecretRequests requests,
        CancellationToken cancellationToken
    )
    {
        var query = new QueryFaults(context.Request.Query);
        var isForced = query.Flag("force");
        return query.Faults.Count > 0
            ? Problem.Faulty(query.Faults)
            : ManageAnswer.Gone(await requests.RemoveAsync(context.Scope(), name, isForced, cancellationToken));
    }
}
