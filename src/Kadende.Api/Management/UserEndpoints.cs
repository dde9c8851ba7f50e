using Kadende.Api.Access;
using Kadende.Api.Documents;
using Kadende.Api.Requests;
using Kadende.Runtime.Access.Management;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Kadende.Api.Management;

/// <summary>The users of the installation.</summary>
internal static class UserEndpoints
{
    private const string Route = "/api/users";
    private const string Form =
        "Send {\"name\": \"ann\"}, with \"administrator\": true for one who runs the installation.";

    private static readonly FieldDoc Administrator = new(
        "administrator",
        JsonSchemaType.Boolean,
        "Whether the user may do everything in every team and runs the installation."
    );

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(
                Route,
                async (UserRequests requests, CancellationToken cancellationToken) =>
                    TypedResults.Ok(await requests.ListAsync(cancellationToken))
            )
            .NeedsAdministrator()
            .Describe("ListUsers", "List the users, apart from those of the settings")
            .Produces<IReadOnlyList<UserView>>()
            .Fails();
        routes
            .MapPost(Route, PostAsync)
            .NeedsAdministrator()
            .Describe("CreateUser", "Create a user")
            .TakesJson(
                isNeeded: true,
                new FieldDoc("name", JsonSchemaType.String, "The user's name.", IsRequired: true),
                Administrator
            )
            .Produces<UserView>(StatusCodes.Status201Created)
            .Fails(400, 409, 413, 415);
        routes
            .MapGet(
                $"{Route}/{{user}}",
                async (string user, UserRequests requests, CancellationToken cancellationToken) =>
                    ManageAnswer.Of(await requests.GetAsync(user, cancellationToken))
            )
            .NeedsAdministrator()
            .Describe("GetUser", "Read a user with the roles in teams")
            .Produces<UserView>()
            .Fails(404);
        routes
            .MapPatch($"{Route}/{{user}}", PatchAsync)
            .NeedsAdministrator()
            .Describe("ChangeUser", "Make a user an administrator, or no longer one")
            .TakesJson(isNeeded: true, Administrator with { IsRequired = true })
            .Produces<UserView>()
            .Fails(400, 404, 409, 413, 415);
        routes
            .MapDelete(
                $"{Route}/{{user}}",
                async (string user, UserRequests requests, CancellationToken cancellationToken) =>
                    ManageAnswer.Gone(await requests.RemoveAsync(user, cancellationToken))
            )
            .NeedsAdministrator()
            .Describe("DeleteUser", "Remove a user with all tokens; they end at once")
            .Produces(StatusCodes.Status204NoContent)
            .Fails(409);
    }

    private static Task<IResult> PostAsync(
        HttpContext context,
        UserRequests requests,
        CancellationToken cancellationToken
    ) =>
        ManageBody.ReadAsync(
            context,
            Form,
            ["name", "administrator"],
            fields =>
                (
                    Name: fields.Needed("name", BodyFields.LongestName),
                    IsAdministrator: fields.Flag("administrator") ?? false
                ),
            async asked =>
                ManageAnswer.Of(
                    await requests.AddAsync(context.Caller(), asked.Name, asked.IsAdministrator, cancellationToken)
                )
        );

    private static Task<IResult> PatchAsync(
        HttpContext context,
        string user,
        UserRequests requests,
        CancellationToken cancellationToken
    ) =>
        ManageBody.ReadAsync(
            context,
            "Send {\"administrator\": true} or false.",
            ["administrator"],
            fields => fields.NeededFlag("administrator"),
            async isAdministrator =>
                ManageAnswer.Of(await requests.SetAdministratorAsync(user, isAdministrator, cancellationToken))
        );
}
