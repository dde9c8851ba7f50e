using Kadende.Api.Access;
using Kadende.Api.Documents;
using Kadende.Core.Access;
using Kadende.Core.Hands;
using Kadende.Core.Nodes;
using Kadende.Runtime.Requests.Hands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Kadende.Api.Hands;

/// <summary>What people do with a single node.</summary>
internal static class NodeHandEndpoints
{
    private const string Route = "/api/clusters/{cluster}/nodes/{node}";

    private static readonly string[] Ends = ["for", "until"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        Verb(routes, "replace", new NodeAsk.Wish(WishKind.Replace), "Replace a node by another one");
        Verb(routes, "drain", new NodeAsk.Wish(WishKind.Drain), "Let a node let go of its work and stand by");
        Verb(
            routes,
            "quarantine",
            new NodeAsk.Wish(WishKind.Quarantine),
            "Take a node out of its group and keep it for a look at it; 'for' or 'until' are needed",
            Ends
        );
        Verb(routes, "forget", new NodeAsk.Wish(WishKind.Forget), "Give a node up and leave its machine as it is");
        Verb(
            routes,
            "protect",
            new NodeAsk.Hold(HoldKind.Protected),
            "Keep a node from being replaced, updated or scaled in",
            Ends
        );
        Verb(routes, "standby", new NodeAsk.Hold(HoldKind.Standby), "Let a node stand by, without being judged", Ends);
        Verb(routes, "resume", new NodeAsk.Resume(), "End protection, standby or drain of a node");
        routes
            .MapPut($"{Route}/health", SetHealthAsync)
            .Needs(CallerAction.Operate)
            .Describe("SetNodeHealth", "Say how a node is; while that counts, its checks do not")
            .TakesJson(
                isNeeded: true,
                new FieldDoc("healthy", JsonSchemaType.Boolean, "Whether the node is well.", IsRequired: true),
                FieldDoc.Reason,
                FieldDoc.For,
                FieldDoc.Until
            )
            .TakesMatch()
            .Produces<NodeHandView>(StatusCodes.Status202Accepted)
            .Fails(400, 404, 409, 412, 413, 415);
        routes
            .MapDelete($"{Route}/health", ClearHealthAsync)
            .Needs(CallerAction.Operate)
            .Describe("ClearNodeHealth", "Let the checks judge a node again")
            .TakesMatch()
            .Produces<NodeHandView>(StatusCodes.Status202Accepted)
            .Fails(400, 404, 409, 412, 413, 415);
    }

    private static void Verb(
        IEndpointRouteBuilder routes,
        string verb,
        NodeAsk ask,
        string summary,
        params string[] ends
    )
    {
        var form =
            ends.Length > 0 ? "Send {\"reason\": \"…\", \"for\": \"2h\"}." : "Send {\"reason\": \"…\"} or nothing.";
        FieldDoc[] docs = ends.Length > 0 ? [FieldDoc.Reason, FieldDoc.For, FieldDoc.Until] : [FieldDoc.Reason];
        routes
            .MapPost(
                $"{Route}/{verb}",
                async (
                    HttpContext context,
                    string cluster,
                    string node,
                    NodeRequests requests,
                    CancellationToken cancellationToken
                ) =>
                {
                    var read = await HandBody.ReadAsync(context, cluster, form, ends, _ => ask, cancellationToken);
                    return read.Refusal
                        ?? HandAnswer.Of(
                            context,
                            await requests.AskAsync(context.Scope(), read.Call!, node, ask, cancellationToken)
                        );
                }
            )
            .Needs(CallerAction.Operate)
            .Describe($"{char.ToUpperInvariant(verb[0])}{verb[1..]}Node", summary)
            .TakesJson(isNeeded: false, docs)
            .TakesMatch()
            .Produces<NodeHandView>(StatusCodes.Status202Accepted)
            .Fails(400, 404, 409, 412, 413, 415);
    }

    private static async Task<IResult> SetHealthAsync(
        HttpContext context,
        string cluster,
        string node,
        NodeRequests requests,
        CancellationToken cancellationToken
    )
    {
        var read = await HandBody.ReadAsync<NodeAsk>(
            context,
            cluster,
            "Send {\"healthy\": false, \"reason\": \"…\", \"for\": \"1h\"}.",
            ["healthy", .. Ends],
            fields => new NodeAsk.SetHealth(fields.NeededFlag("healthy")),
            cancellationToken
        );
        return read.Refusal
            ?? HandAnswer.Of(
                context,
                await requests.AskAsync(context.Scope(), read.Call!, node, read.More!, cancellationToken)
            );
    }

    private static async Task<IResult> ClearHealthAsync(
        HttpContext context,
        string cluster,
        string node,
        NodeRequests requests,
        CancellationToken cancellationToken
    )
    {
        var ask = new NodeAsk.ClearHealth();
        var read = await HandBody.ReadAsync(context, cluster, "Send nothing.", [], _ => ask, cancellationToken);
        return read.Refusal
            ?? HandAnswer.Of(
                context,
                await requests.AskAsync(context.Scope(), read.Call!, node, ask, cancellationToken)
            );
    }
}
