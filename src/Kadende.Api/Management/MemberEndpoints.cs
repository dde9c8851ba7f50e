using Kadende.Api.Access;
using Kadende.Api.Documents;
using Kadende.Core.Access;
using Kadende.Runtime.Access.Management;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Kadende.Api.Management;

/// <summary>Who belongs to a team.</summary>
internal static class MemberEndpoints
{
    private const string Route = "/api/teams/{team}/members";
    private const string Form = "Send {\"role\": \"viewer\"}, or operator, editor or admin.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(
                Route,
                async (HttpContext context, MemberRequests requests, CancellationToken cancellationToken) =>
                    TypedResults.Ok(await requests.ListAsync(context.Scope().Team, cancellationToken))
            )
            .NeedsInNamedTeam(CallerAction.Read)
            .Describe("ListMembers", "List the members of a team with their roles")
            .Produces<IReadOnlyList<MemberView>>()
            .Fails(400, 404);
        routes
            .MapPut($"{Route}/{{user}}", PutAsync)
            .NeedsInNamedTeam(CallerAction.ManageTeam)
            .Describe("SetMember", "Make a user a member of the team, or give a member another role")
            .TakesJson(
                isNeeded: true,
                new FieldDoc("role", JsonSchemaType.String, "viewer, operator, editor or admin.", IsRequired: true)
            )
            .Produces<MemberView>()
            .Fails(400, 404, 409, 413, 415);
        routes
            .MapDelete(
                $"{Route}/{{user}}",
                async (
                    HttpContext context,
                    string user,
                    MemberRequests requests,
                    CancellationToken cancellationToken
                ) =>
                    ManageAnswer.Gone(
                        await requests.SetAsync(context.Scope().Team, user, role: null, cancellationToken)
                    )
            )
            .NeedsInNamedTeam(CallerAction.ManageTeam)
            .Describe("RemoveMember", "Remove a member from the team; it ends at once")
            .Produces(StatusCodes.Status204NoContent)
            .Fails(400, 404, 409);
    }

    private static Task<IResult> PutAsync(
        HttpContext context,
        string user,
        MemberRequests requests,
        CancellationToken cancellationToken
    ) =>
        ManageBody.ReadAsync(
            context,
            Form,
            ["role"],
            fields => fields.NeededChoice<Role>("role"),
            async role => ManageAnswer.Of(await requests.SetAsync(context.Scope().Team, user, role, cancellationToken))
        );
}
