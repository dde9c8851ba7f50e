using Kadende.Api.Access;
using Kadende.Api.Documents;
using Kadende.Api.Problems;
using Kadende.Api.Requests;
using Kadende.Core.Access;
using Kadende.Core.Hands;
using Kadende.Core.Specs;
using Kadende.Runtime.Requests.Hands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Kadende.Api.Hands;

/// <summary>What people do with a group, named by <c>?group=</c>, or with a whole cluster.</summary>
internal static class GroupHandEndpoints
{
    private const string Route = "/api/clusters/{cluster}";
    private const string ReasonForm = "Send {\"reason\": \"…\"} or nothing.";
    private const int LongestId = 512;

    public static void Map(IEndpointRouteBuilder routes)
    {
        Verb(routes, "pause", GroupAsk.Pause, "Leave a group or the cluster as it is, and go on looking at it");
        Verb(routes, "resume", GroupAsk.Resume, "Let a paused group or cluster go on");
        Verb(routes, "free", GroupAsk.Free, "Take a group or the cluster out of management; its machines stay");
        Verb(routes, "manage", GroupAsk.Manage, "Take a freed group or cluster back into management");
        routes
            .MapPost($"{Route}/lift-breaker", LiftAsync)
            .Needs(CallerAction.Operate)
            .Describe("LiftBreaker", "Lift the breaker of a group, or every open one")
            .TakesGroup()
            .TakesJson(isNeeded: false, FieldDoc.Reason)
            .Answers<ClusterHandView>();
        routes
            .MapPost($"{Route}/upgrade", UpgradeAsync)
            .Needs(CallerAction.Edit)
            .Describe(
                "UpgradePlugins",
                "Let a group, or all, use the newest plugins that are installed and its spec allows"
            )
            .TakesGroup()
            .TakesJson(isNeeded: false, FieldDoc.Reason)
            .Answers<ClusterHandView>();
        routes
            .MapPost($"{Route}/adopt", AdoptAsync)
            .Needs(CallerAction.Operate)
            .Describe("AdoptMachine", "Make a node of an existing machine, in the group of ?group=")
            .TakesGroup()
            .TakesJson(
                isNeeded: true,
                new FieldDoc(
                    "instanceId",
                    JsonSchemaType.String,
                    "The provider's id of the machine.",
                    IsRequired: true
                ),
                new FieldDoc(
                    "slot",
                    JsonSchemaType.String,
                    "The logical id that it takes, in a group with logicalIds."
                ),
                FieldDoc.Reason
            )
            .Answers<NodeHandView>();
    }

    private static void Verb(IEndpointRouteBuilder routes, string verb, GroupAsk ask, string summary) =>
        routes
            .MapPost(
                $"{Route}/{verb}",
                (HttpContext context, string cluster, HoldRequests requests, CancellationToken cancellationToken) =>
                    AskAsync(
                        context,
                        cluster,
                        async (call, group) =>
                            HandAnswer.Of(
                                context,
                                await requests.AskAsync(context.Scope(), call, group, ask, cancellationToken)
                            ),
                        cancellationToken
                    )
            )
            .Needs(CallerAction.Operate)
            .Describe($"{ask}Groups", summary)
            .TakesGroup()
            .TakesJson(isNeeded: false, FieldDoc.Reason)
            .Answers<ClusterHandView>();

    private static Task<IResult> LiftAsync(
        HttpContext context,
        string cluster,
        BreakerRequests requests,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            context,
            cluster,
            async (call, group) =>
                HandAnswer.Of(context, await requests.LiftAsync(context.Scope(), call, group, cancellationToken)),
            cancellationToken
        );

    private static Task<IResult> UpgradeAsync(
        HttpContext context,
        string cluster,
        UpgradeRequests requests,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            context,
            cluster,
            async (call, group) =>
                HandAnswer.Of(
                    context,
                    await requests.UpgradeAsync(context.Scope(), call, group?.Value, cancellationToken)
                ),
            cancellationToken
        );

    private static async Task<IResult> AskAsync(
        HttpContext context,
        string cluster,
        Func<HandCall, GroupPath?, Task<IResult>> ask,
        CancellationToken cancellationToken
    )
    {
        var query = new QueryFaults(context.Request.Query);
        var group = query.Group();
        if (query.Faults.Count > 0)
        {
            return Problem.Faulty(query.Faults);
        }

        var read = await HandBody.ReadAsync(context, cluster, ReasonForm, [], _ => cluster, cancellationToken);
        return read.Refusal ?? await ask(read.Call!, group);
    }

    private static async Task<IResult> AdoptAsync(
        HttpContext context,
        string cluster,
        AdoptRequests requests,
        CancellationToken cancellationToken
    )
    {
        var query = new QueryFaults(context.Request.Query);
        if (query.Group() is not { } group)
        {
            return query.Faults.Count > 0
                ? Problem.Faulty(query.Faults)
                : Problem.Faulty([
                    new Fault("group", 0, 0, "group is missing: say with ?group= which group the machine is for."),
                ]);
        }

        var read = await HandBody.ReadAsync(
            context,
            cluster,
            "Send {\"instanceId\": \"…\"}, and \"slot\" in a group with logicalIds.",
            ["instanceId", "slot"],
            fields => new AdoptAsk(fields.Needed("instanceId", LongestId), fields.Text("slot", SpecNames.MaxLength)),
            cancellationToken
        );
        return read.Refusal
            ?? HandAnswer.Of(
                context,
                await requests.AdoptAsync(context.Scope(), read.Call!, group.Value, read.More!, cancellationToken)
            );
    }

    private static RouteHandlerBuilder TakesGroup(this RouteHandlerBuilder route) =>
        route.TakesQuery(
            "group",
            "The path of the group, such as web or store/primary; the whole cluster when left out."
        );

    private static void Answers<T>(this RouteHandlerBuilder route) =>
        route.TakesMatch().Produces<T>(StatusCodes.Status202Accepted).Fails(400, 404, 409, 412, 413, 415);
}
