using Kadende.Api.Access;
using Kadende.Api.Documents;
using Kadende.Api.Management;
using Kadende.Core.Access;
using Kadende.Runtime.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Kadende.Api.Webhooks;

/// <summary>Where the events of a team's clusters are sent to.</summary>
internal static class WebhookEndpoints
{
    private const string Route = "/api/teams/{team}/webhooks";
    private const string OneRoute = $"{Route}/{{id}}";

    private static readonly FieldDoc[] Fields =
    [
        new("url", JsonSchemaType.String, "Where events are sent to: https, without a user name."),
        new("clusters", JsonSchemaType.Array, "Names or ids of clusters; empty or left out: all of the team."),
        new("kinds", JsonSchemaType.Array, "Kinds of events; empty or left out: all."),
        new("enabled", JsonSchemaType.Boolean, "Whether events are sent; true also ends the waiting after failures."),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(Route, ListAsync)
            .NeedsInNamedTeam(CallerAction.ManageTeam)
            .Describe("ListWebhooks", "List the webhooks of a team")
            .Produces<IReadOnlyList<WebhookView>>()
            .Fails(404, 409);
        routes
            .MapPost(Route, CreateAsync)
            .NeedsInNamedTeam(CallerAction.ManageTeam)
            .Describe(
                "CreateWebhook",
                "Send the events of a team's clusters to a URL; the answer shows the secret, once"
            )
            .TakesJson(isNeeded: true, [Fields[0] with { IsRequired = true }, .. Fields[1..]])
            .Produces<WebhookSecretView>(StatusCodes.Status201Created)
            .Fails(400, 404, 409, 413, 415);
        routes
            .MapGet(OneRoute, GetAsync)
            .NeedsInNamedTeam(CallerAction.ManageTeam)
            .Describe("GetWebhook", "Get a webhook")
            .Produces<WebhookView>()
            .Fails(404, 409);
        routes
            .MapPatch(OneRoute, ChangeAsync)
            .NeedsInNamedTeam(CallerAction.ManageTeam)
            .Describe("ChangeWebhook", "Change a webhook, enable or disable it")
            .TakesJson(isNeeded: true, Fields)
            .Produces<WebhookView>()
            .Fails(400, 404, 409, 413, 415);
        routes
            .MapDelete(OneRoute, RemoveAsync)
            .NeedsInNamedTeam(CallerAction.ManageTeam)
            .Describe("DeleteWebhook", "Delete a webhook; what was not sent is not sent any more")
            .Produces(StatusCodes.Status204NoContent)
            .Fails(404, 409);
        MapActs(routes);
    }

    private static void MapActs(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost($"{OneRoute}/test", TestAsync)
            .NeedsInNamedTeam(CallerAction.ManageTeam)
            .Describe("TestWebhook", "Send a test event now and tell what came of it")
            .Produces<TestView>()
            .Fails(404, 409);
        routes
            .MapPost($"{OneRoute}/secret", RotateAsync)
            .NeedsInNamedTeam(CallerAction.ManageTeam)
            .Describe("RotateWebhookSecret", "Make another secret, shown once; the one before signs along for 24 hours")
            .Produces<WebhookSecretView>()
            .Fails(404, 409);
        routes
            .MapGet($"{OneRoute}/deliveries", GetDeliveriesAsync)
            .NeedsInNamedTeam(CallerAction.ManageTeam)
            .Describe("ListWebhookDeliveries", "List the last deliveries of a webhook, the newest first")
            .Produces<DeliveriesView>()
            .Fails(404, 409);
    }

    private static async Task<IReadOnlyList<WebhookView>> ListAsync(
        HttpContext context,
        WebhookReading reading,
        CancellationToken cancellationToken
    ) => await reading.ListAsync(context.Scope(), cancellationToken);

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        WebhookRequests requests,
        CancellationToken cancellationToken
    )
    {
        var body = await WebhookBody.ReadAsync(context.Request, isNew: true, cancellationToken);
        return body.Refusal
            ?? ManageAnswer.Of(await requests.CreateAsync(context.Scope(), body.Wish!, cancellationToken));
    }

    private static async Task<IResult> GetAsync(
        HttpContext context,
        string id,
        WebhookReading reading,
        CancellationToken cancellationToken
    ) => ManageAnswer.Of(await reading.GetAsync(context.Scope(), id, cancellationToken));

    private static async Task<IResult> ChangeAsync(
        HttpContext context,
        string id,
        WebhookRequests requests,
        CancellationToken cancellationToken
    )
    {
        var body = await WebhookBody.ReadAsync(context.Request, isNew: false, cancellationToken);
        return body.Refusal
            ?? ManageAnswer.Of(await requests.ChangeAsync(context.Scope(), id, body.Wish!, cancellationToken));
    }

    private static async Task<IResult> RemoveAsync(
        HttpContext context,
        string id,
        WebhookRequests requests,
        CancellationToken cancellationToken
    ) => ManageAnswer.Gone(await requests.RemoveAsync(context.Scope(), id, cancellationToken));

    private static async Task<IResult> TestAsync(
        HttpContext context,
        string id,
        WebhookReading reading,
        CancellationToken cancellationToken
    ) => ManageAnswer.Of(await reading.TestAsync(context.Scope(), id, cancellationToken));

    private static async Task<IResult> RotateAsync(
        HttpContext context,
        string id,
        WebhookRequests requests,
        CancellationToken cancellationToken
    ) => ManageAnswer.Of(await requests.RotateAsync(context.Scope(), id, cancellationToken));

    private static async Task<IResult> GetDeliveriesAsync(
        HttpContext context,
        string id,
        WebhookReading reading,
        CancellationToken cancellationToken
    ) => ManageAnswer.Of(await reading.GetDeliveriesAsync(context.Scope(), id, cancellationToken));
}
