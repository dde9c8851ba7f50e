using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Kadende.Plugins.Catalog;
using Kadende.Runtime.Stores;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Logging;

namespace Kadende.Runtime.Flavours;

/// <summary>
/// Calls flavours about machines: each call has a time limit, whatever a flavour throws means that nothing is known, and what it tells of
/// its work goes to the node's log.
/// </summary>
public sealed partial class FlavourCalls(
    FlavourNodes nodes,
    INodeLogStore logs,
    PluginHealth health,
    TimeProvider time,
    ILogger<FlavourCalls> logger
)
{
    /// <summary>Asks one flavour about a machine.</summary>
    /// <param name="index">The flavour's place in the list of the machine's group.</param>
    /// <param name="unknown">Makes an answer of the reason why there is none.</param>
    internal async Task<T> CallAsync<T>(
        FlavourRound round,
        FlavourTarget target,
        int index,
        Func<IFlavour, FlavourCall, CancellationToken, Task<T>> ask,
        Func<string, T> unknown,
        CancellationToken cancellationToken
    )
    {
        var name = target.Flavours[index].Name;
        if (target.Source.Flavours[index] is not { } flavour)
        {
            return unknown($"the flavour {name} is not installed");
        }

        var lines = new ConcurrentQueue<NodeLogLine>();
        var call = new FlavourCall
        {
            Properties = target.Flavours[index].Properties,
            Index = index,
            Node = nodes.Of(
                round.ClusterId,
                target.Source.Spec,
                target.Source.Provider,
                target.SlotKey,
                target.Node,
                target.Instance
            ),
            Peers = [],
            Log = text => lines.Enqueue(new NodeLogLine(time.GetUtcNow(), name, text)),
        };
        try
        {
            return await LimitAsync(
                flavour,
                async token =>
                    await ask(
                        flavour,
                        flavour.Description.NeedsPeers
                            ? call with
                            {
                                Peers = await round.PeersOfAsync(target.Node.Id, token),
                            }
                            : call,
                        token
                    ),
                unknown,
                target.Node.Id,
                cancellationToken
            );
        }
        finally
        {
            await KeepAsync(round.ClusterId, target.Node.Id, [.. lines]);
        }
    }

    /// <summary>Lets one flavour change what the provider is asked for.</summary>
    /// <exception cref="ProviderException">
    /// It refuses, or could not be asked. The latter is <see cref="ProviderUnavailableException"/>: an earlier try may have made the machine.
    /// </exception>
    internal async Task<CreateRequest> PrepareAsync(
        IFlavour flavour,
        FlavourPlan plan,
        CreateRequest request,
        CancellationToken cancellationToken
    )
    {
        var (shaped, refused) = await LimitAsync<(CreateRequest, RequestRejectedException?)>(
            flavour,
            async token =>
            {
                try
                {
                    return (await flavour.PrepareAsync(plan, request, token), null);
                }
                catch (RequestRejectedException failure)
                {
                    return (request, failure);
                }
            },
            why => throw new ProviderUnavailableException(why),
            plan.NodeId,
            cancellationToken
        );
        return refused is null ? shaped : throw refused;
    }

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "By contract whatever a flavour throws means that nothing is known."
    )]
    private async Task<T> LimitAsync<T>(
        IFlavour flavour,
        Func<CancellationToken, Task<T>> ask,
        Func<string, T> unknown,
        string nodeId,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(flavour.Description.CallTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // A plugin that ignores its token must not hold us up either.
            var answer = await ask(both.Token).WaitAsync(both.Token);
            health.Answered(PluginKey.Of(flavour));
            return answer;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            var why = limit.IsCancellationRequested
                ? $"no answer within {flavour.Description.CallTimeout.TotalSeconds:0}s"
                : failure.Message;
            var name = flavour.Description.Name;
            health.Failed(PluginKey.Of(flavour), why);
            LogFailed(failure, name, nodeId);
            return unknown($"{name}: {why}");
        }
    }

    /// <summary>Not cancellable: what was run has to be on record.</summary>
    private async Task KeepAsync(string clusterId, string nodeId, IReadOnlyList<NodeLogLine> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        try
        {
            await logs.AppendAsync(clusterId, nodeId, lines, CancellationToken.None);
        }
        catch (StoreUnavailableException failure)
        {
            // The machine's state does not hang on its log.
            LogLost(failure, lines.Count, nodeId);
        }
    }

    [LoggerMessage(3101, LogLevel.Warning, "Flavour {Flavour} gave no answer about node {Node}")]
    private partial void LogFailed(Exception exception, string flavour, string node);

    [LoggerMessage(3102, LogLevel.Warning, "{Count} lines of the log of node {Node} could not be stored")]
    private partial void LogLost(Exception exception, int count, string node);
}
