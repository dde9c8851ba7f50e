using Kadende.Runtime.Passes;
using Kadende.Sdk.Flavours;

namespace Kadende.Runtime.Flavours;

/// <summary>What all calls of flavours in one look share: the cluster's nodes are read once, and only when one needs them.</summary>
internal sealed class FlavourRound(Round round, FlavourPeers peers, long beganAt)
{
    private readonly Lock _lock = new();
    private Task<IReadOnlyList<FlavourNode>>? _reading;

    /// <summary>The time stamp at which the calls began.</summary>
    public long BeganAt => beganAt;

    public string ClusterId => round.Cluster.Id;

    /// <summary>The cluster's other nodes whose machines exist.</summary>
    public async Task<IReadOnlyList<FlavourNode>> PeersOfAsync(string nodeId, CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<FlavourNode>> reading;
        lock (_lock)
        {
            reading = _reading ??= peers.ReadAsync(round, cancellationToken);
        }

        return [.. (await reading).Where(node => node.Id != nodeId)];
    }
}
