using System.Globalization;

namespace Kadende.Plugins.Flavours.Swarm;

/// <summary>What a machine's Docker says of the swarm that it is in.</summary>
/// <param name="LocalState">Docker's word: <c>inactive</c>, <c>pending</c>, <c>active</c>, <c>error</c> or <c>locked</c>.</param>
/// <param name="NodeId">The machine's id in its swarm.</param>
/// <param name="ClusterId">The swarm; only managers know it.</param>
/// <param name="Address">Where others reach it.</param>
internal sealed record SwarmState(
    string LocalState,
    string NodeId,
    bool IsManager,
    string ClusterId,
    string Address,
    int Managers
)
{
    /// <summary>One line, so that warnings of Docker are told apart.</summary>
    public const string Script =
        "docker info --format 'kadende-swarm|{{.Swarm.LocalNodeState}}|{{.Swarm.NodeID}}|{{.Swarm.ControlAvailable}}|"
        + "{{if .Swarm.Cluster}}{{.Swarm.Cluster.ID}}{{end}}|{{.Swarm.NodeAddr}}|{{.Swarm.Managers}}'";

    public bool IsActive => LocalState == "active";

    /// <summary>Null when Docker did not answer.</summary>
    public static SwarmState? Parse(string output) =>
        output
            .Split('\n')
            .Select(line => line.Trim().Split('|'))
            .Where(parts => parts is ["kadende-swarm", _, _, _, _, _, _])
            .Select(parts => new SwarmState(
                parts[1],
                parts[2],
                parts[3] == "true",
                parts[4],
                parts[5],
                int.TryParse(parts[6], NumberStyles.None, CultureInfo.InvariantCulture, out var managers) ? managers : 0
            ))
            .LastOrDefault();
}
