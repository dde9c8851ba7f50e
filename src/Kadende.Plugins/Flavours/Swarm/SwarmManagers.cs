using Kadende.Sdk.Flavours;

namespace Kadende.Plugins.Flavours.Swarm;

/// <summary>The nodes that manage, or are to manage, the swarm of a node.</summary>
internal static class SwarmManagers
{
    /// <summary>The path of the group with the managers.</summary>
    public static string GroupOf(FlavourNode node, SwarmProperties properties) => properties.Managers ?? node.Group;

    /// <summary>The other nodes of the managers' group, the first slot first.</summary>
    public static IReadOnlyList<FlavourNode> Others(FlavourCall call, SwarmProperties properties)
    {
        var group = GroupOf(call.Node, properties);
        return LeadingNodes.Ordered(call.Peers.Where(peer => peer.Group == group && IsManager(peer)));
    }

    /// <summary>A manager that answers, of the swarm that there is; and whether one may be in a swarm without our knowing.</summary>
    public static async Task<(DockerMachine? Manager, string? Unknown)> FindReadyAsync(
        IReadOnlyList<FlavourNode> others,
        CancellationToken cancellationToken
    )
    {
        string? unknown = null;
        // The provisioned ones first: they are the ones that are in the swarm.
        foreach (var node in others.OrderByDescending(node => node.IsProvisioned))
        {
            var machine = DockerMachine.Of(node);
            var state = machine is null ? null : await machine.FindStateAsync(cancellationToken);
            if (state is { IsActive: true, IsManager: true })
            {
                return (machine, unknown);
            }

            unknown ??= state is null ? node.Id : null;
        }

        return (null, unknown);
    }

    private static bool IsManager(FlavourNode node) =>
        node.Flavours.TryGetValue("swarm", out var properties) && SwarmProperties.Parse(properties).IsManager;
}
