using Kadende.Api.Access;
using Kadende.Api.Documents;
using Kadende.Api.Requests;
using Kadende.Core.Access;
using Kadende.Runtime.Access.Management;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.Api.Management;

/// <summary>The tokens of a team itself.</summary>
internal static class TeamTokenEndpoints
{
    private const string Route = "/api/teams/{team}/tokens";
    private const string Form =
        "Send {\"name\": \"ci\", \"role\": \"editor\"}, with for or until for one that ends by itself.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(
                Route,
                async (HttpContext context, TokenRequests requests, CancellationToken cancellationToken) =>
                    ManageAnswer.Of(
                        await requests.ListOfTeamAsync(context.Caller(), context.Scope().Team, cancellationToken)
                    )
            )
            .NeedsInNamedTeam(CallerAction.ManageTeam)
            .Describe("ListTeamTokens", "List the team's own tokens")
            .Produces<IReadOnlyList<TokenView>>()
            .Fails(400, 404);
        routes
            .MapPost(Route, PostAsync)
            .NeedsInNamedTeam(CallerAction.ManageTeam)
            .Describe("CreateTeamToken", "Make a token that belongs to the team, for its programs")
            .TakesJson(
                isNeeded: true,
                TokenEndpoints.Name,
                TokenEndpoints.Role with
                {
                    IsRequired = true,
                },
                FieldDoc.For,
                FieldDoc.Until
            )
            .Produces<NewTokenView>(StatusCodes.Status201Created)
            .Fails(400, 404, 409, 413, 415);
        routes
            .MapDelete(
                $"{Route}/{{id}}",
                async (HttpContext context, string id, TokenRequests requests, CancellationToken cancellationToken) =>
                    ManageAnswer.Gone(
                        await requests.RevokeOfTeamAsync(context.Caller(), context.Scope().Team, id, cancellationToken)
                    )
            )
            .NeedsInNamedTeam(CallerAction.ManageTeam)
            .Describe("DeleteTeamToken", "Take one of the team's own tokens away; it ends at once")
            .Produces(StatusCodes.Status204NoContent)
            .Fails(400, 404, 409);
    }

    private static Task<IResult> PostAsync(
        HttpContext context,
        TokenRequests requests,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        ManageBody.ReadAsync(
            context,
            Form,
            ["name", "role", "for", "until"],
            fields => new TokenAsk(
                fields.Needed("name", BodyFields.LongestName),
                new TokenScope(fields.NeededChoice<Role>("role"), Teams: null),
                fields.Lasting().EndAt(time.GetUtcNow())
            ),
            async ask =>
                ManageAnswer.Of(
                    await requests.IssueToTeamAsync(context.Caller(), context.Scope().Team, ask, cancellationToken)
                )
        );
}
