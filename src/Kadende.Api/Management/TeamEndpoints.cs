using Kadende.Api.Access;
using Kadende.Api.Documents;
using Kadende.Api.Requests;
using Kadende.Core.Access;
using Kadende.Runtime.Access.Management;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Kadende.Api.Management;

/// <summary>Teams and their quotas.</summary>
internal static class TeamEndpoints
{
    private const string Form =
        "Send {\"name\": \"blue\"}, with any of clusters, groups, nodes and createsPerHour as the most that it may have.";
    private const string QuotaForm =
        "Send any of clusters, groups, nodes and createsPerHour; a quota that is left out is that of the settings.";

    private static readonly IReadOnlyList<string> Quotas = ["clusters", "groups", "nodes", "createsPerHour"];

    private static readonly IReadOnlyList<FieldDoc> QuotaDocs =
    [
        .. Quotas.Select(name => new FieldDoc(
            name,
            JsonSchemaType.Integer,
            $"The most {Words(name)} that the team may have."
        )),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(
                "/api/teams",
                async (HttpContext context, TeamRequests requests, CancellationToken cancellationToken) =>
                    TypedResults.Ok(await requests.ListAsync(context.Caller(), cancellationToken))
            )
            .NeedsSignIn()
            .Describe("ListTeams", "List the teams that the caller belongs to; for administrators all of them")
            .Produces<IReadOnlyList<TeamView>>()
            .Fails();
        routes
            .MapPost("/api/teams", PostAsync)
            .NeedsAdministrator()
            .Describe("CreateTeam", "Create a team")
            .TakesJson(
                isNeeded: true,
                [new FieldDoc("name", JsonSchemaType.String, "The team's name.", IsRequired: true), .. QuotaDocs]
            )
            .Produces<TeamView>(StatusCodes.Status201Created)
            .Fails(400, 409, 413, 415);
        MapOne(routes);
    }

    private static void MapOne(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(
                "/api/teams/{team}",
                async (string team, TeamRequests requests, CancellationToken cancellationToken) =>
                    ManageAnswer.Of(await requests.GetAsync(team, cancellationToken))
            )
            .NeedsInNamedTeam(CallerAction.Read)
            .Describe("GetTeam", "Read a team with its quotas and what it has of them")
            .Produces<TeamView>()
            .Fails(400, 404);
        routes
            .MapPut("/api/teams/{team}/quotas", PutQuotasAsync)
            .NeedsAdministrator()
            .Describe("SetTeamQuotas", "Set the most that a team may have")
            .TakesJson(isNeeded: true, QuotaDocs)
            .Produces<TeamView>()
            .Fails(400, 404, 409, 413, 415);
        routes
            .MapDelete(
                "/api/teams/{team}",
                async (string team, TeamRequests requests, CancellationToken cancellationToken) =>
                    ManageAnswer.Accepted(await requests.DeleteAsync(team, cancellationToken))
            )
            .NeedsAdministrator()
            .Describe(
                "DeleteTeam",
                "Delete a team that has no clusters, with its members' roles, its tokens and secrets"
            )
            .Produces<TeamView>(StatusCodes.Status202Accepted)
            .Fails(404, 409);
    }

    private static Task<IResult> PostAsync(
        HttpContext context,
        TeamRequests requests,
        CancellationToken cancellationToken
    ) =>
        ManageBody.ReadAsync(
            context,
            Form,
            ["name", .. Quotas],
            fields => (Name: fields.Needed("name", BodyFields.LongestName), Quotas: QuotasOf(fields)),
            async asked =>
                ManageAnswer.Of(await requests.AddAsync(context.Caller(), asked.Name, asked.Quotas, cancellationToken))
        );

    private static Task<IResult> PutQuotasAsync(
        HttpContext context,
        string team,
        TeamRequests requests,
        CancellationToken cancellationToken
    ) =>
        ManageBody.ReadAsync(
            context,
            QuotaForm,
            Quotas,
            QuotasOf,
            async asked => ManageAnswer.Of(await requests.SetQuotasAsync(team, asked, cancellationToken))
        );

    private static TeamQuotas QuotasOf(BodyFields fields) =>
        new()
        {
            Clusters = fields.Count("clusters"),
            Groups = fields.Count("groups"),
            Nodes = fields.Count("nodes"),
            CreatesPerHour = (int?)fields.Positive("createsPerHour"),
        };

    private static string Words(string quota) => quota == "createsPerHour" ? "machines begun within an hour" : quota;
}
