using System.Runtime.CompilerServices;
using System.Text.Json;
using Kadende.Api.Access;
using Kadende.Api.Documents;
using Kadende.Api.Events;
using Kadende.Api.Problems;
using Kadende.Api.Requests;
using Kadende.Core.Access;
using Kadende.Runtime.Requests;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.Api.Clusters;

/// <summary>The logs of nodes: what was run on a machine and what it said.</summary>
internal static class NodeLogEndpoints
{
    private const int MaxPage = 1000;
    private const string Text = "text/plain";
    private const string Json = "application/json";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/clusters/{cluster}/nodes/{node}/log", ReadAsync)
            .Needs(CallerAction.Read)
            .Describe(
                "ReadNodeLog",
                "Read the log of a node, oldest line first; with 'Accept: application/json' with time and source of each line"
            )
            .TakesQuery("follow", "true: server-sent events, resumed by Last-Event-ID, until the node is gone.")
            .TakesPage(MaxPage, MaxPage)
            .Produces<PageView<NodeLogView>>(200, Text, Json, ServerStream.MediaType)
            .Fails(400, 404);

    private static async Task<IResult> ReadAsync(
        HttpContext context,
        string cluster,
        string node,
        NodeLogReading reading,
        ServerStream stream,
        CancellationToken cancellationToken
    )
    {
        var query = new QueryFaults(context.Request.Query);
        var (follow, after, size) = (query.Flag("follow"), query.Text("after"), query.Size(MaxPage, MaxPage));
        if (query.Faults.Count > 0)
        {
            return Problem.Faulty(query.Faults);
        }

        if (!follow)
        {
            return ReadAnswer.Of(
                await reading.ReadAsync(context.Scope(), cluster, node, new PageStart(after, size), cancellationToken),
                page => AnswerOf(context.Request, page)
            );
        }

        var start = ServerStream.LastIdOf(context.Request) ?? after;
        return await reading.FindAsync(context.Scope(), cluster, node, start, cancellationToken) switch
        {
            ReadOutcome<string>.Found found => await stream.SendAsync(
                context,
                MessagesAsync(reading, found.Value, node, start, cancellationToken),
                cancellationToken
            ),
            var other => ReadAnswer.Of(other, _ => TypedResults.Empty),
        };
    }

    private static IResult AnswerOf(HttpRequest request, Page<StoredLogLine> page) =>
        request.Headers.Accept.ToString().Contains(Json, StringComparison.OrdinalIgnoreCase)
            ? TypedResults.Ok(
                PageView<NodeLogView>.Of(new Page<NodeLogView>([.. page.Items.Select(NodeLogView.Of)], page.Cursor))
            )
            : TypedResults.Text(
                string.Concat(page.Items.Select(line => $"{line.Line.Text}\n")),
                $"{Text}; charset=utf-8"
            );

    private static async IAsyncEnumerable<IReadOnlyList<StreamMessage>> MessagesAsync(
        NodeLogReading reading,
        string clusterId,
        string node,
        string? after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var lines in reading.FollowAsync(clusterId, node, after, cancellationToken))
        {
            yield return
            [
                .. lines.Select(line => new StreamMessage(
                    line.Id,
                    "Line",
                    JsonSerializer.Serialize(NodeLogView.Of(line), ApiJson.Default.NodeLogView)
                )),
            ];
        }
    }
}
