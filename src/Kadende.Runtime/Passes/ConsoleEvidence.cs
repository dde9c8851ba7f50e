using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Kadende.Runtime.Stores;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Logging;

namespace Kadende.Runtime.Passes;

/// <summary>Keeps what an ill machine wrote to its console, in its node's log, before the machine is removed.</summary>
public sealed partial class ConsoleEvidence(INodeLogStore logs, TimeProvider time, ILogger<ConsoleEvidence> logger)
{
    /// <summary>How long it may take; the removal does not wait longer.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const int WholeLog = 1000;

    /// <summary>Never fails: what cannot be kept does not stop a removal. Kept once, also when the removal is asked for again.</summary>
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Neither a plugin nor the store may stop a removal by this."
    )]
    internal async Task KeepAsync(
        string clusterId,
        string nodeId,
        IProvider provider,
        string instanceId,
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        if (provider.Console is not { } console)
        {
            return;
        }

        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var kept = await logs.ReadAsync(clusterId, nodeId, null, WholeLog, both.Token);
            if (kept.Items.Any(line => line.Line.Source == NodeLogLine.Console))
            {
                return;
            }

            var text = await console.ReadConsoleAsync(instanceId, properties, both.Token).WaitAsync(both.Token);
            await logs.AppendAsync(clusterId, nodeId, LinesOf(text, time.GetUtcNow()), both.Token);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotKept(failure, nodeId);
        }
    }

    private static IReadOnlyList<NodeLogLine> LinesOf(string? text, DateTimeOffset now) =>
        string.IsNullOrWhiteSpace(text)
            ? []
            :
            [
                .. text.TrimEnd()
                    .Split('\n')
                    .Select(line => new NodeLogLine(now, NodeLogLine.Console, line.TrimEnd('\r'))),
            ];

    [LoggerMessage(3002, LogLevel.Warning, "The console of node {Node} could not be kept before its removal")]
    private partial void LogNotKept(Exception exception, string node);
}
