using Kadende.Api.Access;
using Kadende.Api.Documents;
using Kadende.Api.Problems;
using Kadende.Api.Requests;
using Kadende.Core.Access;
using Kadende.Runtime.Access.Management;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Kadende.Api.Management;

/// <summary>Tokens of users: one's own, and for administrators those of each user.</summary>
internal static class TokenEndpoints
{
    private const string Own = "/api/tokens";
    private const string OfUser = "/api/users/{user}/tokens";
    private const string Form =
        "Send {\"name\": \"ci\"}, with any of role, teams, and for or until for one that ends by itself.";

    internal static readonly FieldDoc Name = new("name", JsonSchemaType.String, "What it is for.", IsRequired: true);
    internal static readonly FieldDoc Role = new(
        "role",
        JsonSchemaType.String,
        "The most that it may be used for in a team: viewer, operator, editor or admin."
    );

    private static readonly FieldDoc Teams = new("teams", JsonSchemaType.Array, "The teams that it may be used in.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapOwn(routes);
        MapOfUser(routes);
    }

    private static void MapOwn(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(
                Own,
                (HttpContext context, TokenRequests requests, CancellationToken cancellationToken) =>
                    AsUserAsync(
                        context,
                        async (by, user) => ManageAnswer.Of(await requests.ListOfUserAsync(by, user, cancellationToken))
                    )
            )
            .NeedsSignIn()
            .Describe("ListTokens", "List one's own tokens, of a narrow token those that may do no more")
            .Produces<IReadOnlyList<TokenView>>()
            .Fails(409);
        routes
            .MapPost(
                Own,
                (HttpContext context, TokenRequests requests, TimeProvider time, CancellationToken cancellationToken) =>
                    AsUserAsync(
                        context,
                        (by, user) =>
                            PostAsync(context, time, ask => requests.IssueToUserAsync(by, user, ask, cancellationToken))
                    )
            )
            .NeedsSignIn()
            .Describe("CreateToken", "Make a token for oneself: no wider and no longer than the one that asks for it")
            .TakesJson(isNeeded: true, Name, Role, Teams, FieldDoc.For, FieldDoc.Until)
            .Produces<NewTokenView>(StatusCodes.Status201Created)
            .Fails(400, 409, 413, 415);
        routes
            .MapDelete(
                $"{Own}/{{id}}",
                (HttpContext context, string id, TokenRequests requests, CancellationToken cancellationToken) =>
                    AsUserAsync(
                        context,
                        async (by, user) =>
                            ManageAnswer.Gone(await requests.RevokeOfUserAsync(by, user, id, cancellationToken))
                    )
            )
            .NeedsSignIn()
            .Describe("DeleteToken", "Take one of one's own tokens away; it ends at once")
            .Produces(StatusCodes.Status204NoContent)
            .Fails(409);
    }

    private static void MapOfUser(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(
                OfUser,
                async (HttpContext context, string user, TokenRequests requests, CancellationToken cancellationToken) =>
                    ManageAnswer.Of(await requests.ListOfUserAsync(context.Caller(), user, cancellationToken))
            )
            .NeedsAdministrator()
            .Describe("ListUserTokens", "List a user's tokens")
            .Produces<IReadOnlyList<TokenView>>()
            .Fails(404);
        routes
            .MapPost(
                OfUser,
                (
                    HttpContext context,
                    string user,
                    TokenRequests requests,
                    TimeProvider time,
                    CancellationToken cancellationToken
                ) =>
                    PostAsync(
                        context,
                        time,
                        ask => requests.IssueToUserAsync(context.Caller(), user, ask, cancellationToken)
                    )
            )
            .NeedsAdministrator()
            .Describe("CreateUserToken", "Make a token for a user")
            .TakesJson(isNeeded: true, Name, Role, Teams, FieldDoc.For, FieldDoc.Until)
            .Produces<NewTokenView>(StatusCodes.Status201Created)
            .Fails(400, 404, 409, 413, 415);
        routes
            .MapDelete(
                $"{OfUser}/{{id}}",
                async (
                    HttpContext context,
                    string user,
                    string id,
                    TokenRequests requests,
                    CancellationToken cancellationToken
                ) => ManageAnswer.Gone(await requests.RevokeOfUserAsync(context.Caller(), user, id, cancellationToken))
            )
            .NeedsAdministrator()
            .Describe("DeleteUserToken", "Take a user's token away; it ends at once")
            .Produces(StatusCodes.Status204NoContent)
            .Fails(404, 409);
    }

    private static Task<IResult> PostAsync(
        HttpContext context,
        TimeProvider time,
        Func<TokenAsk, Task<ManageOutcome<NewTokenView>>> issue
    ) =>
        ManageBody.ReadAsync(
            context,
            Form,
            ["name", "role", "teams", "for", "until"],
            fields => new TokenAsk(
                fields.Needed("name", BodyFields.LongestName),
                new TokenScope(fields.Choice<Role>("role"), fields.Texts("teams", BodyFields.LongestName)),
                fields.Lasting().EndAt(time.GetUtcNow())
            ),
            async ask => ManageAnswer.Of(await issue(ask))
        );

    /// <summary>Those whom the settings, a team or an issuer name have no tokens of their own here.</summary>
    private static async Task<IResult> AsUserAsync(HttpContext context, Func<Caller, string, Task<IResult>> act) =>
        context.Caller().User is { } user
            ? await act(context.Caller(), user)
            : Problem.Of(
                StatusCodes.Status409Conflict,
                $"'{context.Caller().Name}' is no user with tokens of its own. An administrator adds users with POST /api/users and gives them tokens with POST /api/users/{{user}}/tokens."
            );
}
