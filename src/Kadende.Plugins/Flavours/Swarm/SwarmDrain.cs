using System.Globalization;
using Kadende.Sdk.Flavours;

namespace Kadende.Plugins.Flavours.Swarm;

/// <summary>
/// Takes a node out of its swarm: no new tasks, its tasks elsewhere, demoted when it manages, then out. Never takes a manager that the
/// others cannot decide without.
/// </summary>
internal static class SwarmDrain
{
    public static async Task<FlavourAnswer> RunAsync(
        FlavourCall call,
        SwarmProperties properties,
        CancellationToken cancellationToken
    )
    {
        if (DockerMachine.Of(call.Node) is not { } machine)
        {
            return new FlavourAnswer.Working("waits for a way to run commands on the machine");
        }

        if (await machine.FindStateAsync(cancellationToken) is not { } state)
        {
            return new FlavourAnswer.Working("waits for Docker to answer");
        }

        if (!state.IsActive)
        {
            return new FlavourAnswer.Done();
        }

        var others = SwarmManagers.Others(call, properties);
        var (manager, _) = await SwarmManagers.FindReadyAsync(others, cancellationToken);
        if (manager is null)
        {
            return LastOne(call, properties, state);
        }

        var id = state.NodeId;
        var known = await manager.TryAsync($"docker node inspect --format '{{{{.ID}}}}' {id}", cancellationToken);
        if (known.ExitCode != 0 && known.Output.Contains("not found", StringComparison.OrdinalIgnoreCase))
        {
            // An earlier call took it off the list.
            await RunAsync(machine, "docker swarm leave --force", call, cancellationToken);
            return new FlavourAnswer.Done();
        }

        await UpdateAsync(manager, id, call, cancellationToken);
        if (await TasksOfAsync(manager, id, cancellationToken) is > 0 and var tasks)
        {
            return new FlavourAnswer.Working(
                string.Create(CultureInfo.InvariantCulture, $"waits for {tasks} tasks to move to other nodes")
            );
        }

        if (state.IsManager)
        {
            return await DemoteAsync(call, manager, id, cancellationToken);
        }

        // Off the list first: a machine that left does not know its id any more.
        await RunAsync(manager, $"docker node rm --force {id}", call, cancellationToken);
        await RunAsync(machine, "docker swarm leave --force", call, cancellationToken);
        return new FlavourAnswer.Done();
    }

    private static async Task UpdateAsync(
        DockerMachine manager,
        string id,
        FlavourCall call,
        CancellationToken cancellationToken
    )
    {
        var now = await manager.TryAsync(
            $"docker node inspect --format 'availability={{{{.Spec.Availability}}}}' {id}",
            cancellationToken
        );
        if (!now.Output.Contains("availability=drain", StringComparison.Ordinal))
        {
            await RunAsync(manager, $"docker node update --availability drain {id}", call, cancellationToken);
        }
    }

    private static FlavourAnswer LastOne(FlavourCall call, SwarmProperties properties, SwarmState state) =>
        state is { IsManager: true, Managers: 1 } && call.Peers.All(peer => !peer.Flavours.ContainsKey("swarm"))
            ? new FlavourAnswer.Done()
            : new FlavourAnswer.Working(
                properties.IsManager
                    ? "stays: it is the last manager that answers, and the swarm is lost without it"
                    : "waits for a manager of its swarm to answer"
            );

    private static async Task<FlavourAnswer> DemoteAsync(
        FlavourCall call,
        DockerMachine manager,
        string id,
        CancellationToken cancellationToken
    )
    {
        var list = await manager.TryAsync(
            "docker node ls --filter role=manager --format '{{.ID}}|{{.ManagerStatus}}'",
            cancellationToken
        );
        var managers = list
            .Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('|'))
            .Where(parts => parts.Length == 2)
            .ToList();
        var staying = managers.Where(parts => parts[0] != id).ToList();
        var reachable = staying.Count(parts => parts[1] is "Leader" or "Reachable");
        if (reachable <= staying.Count / 2)
        {
            return new FlavourAnswer.Working(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"stays a manager: of the {staying.Count} others only {reachable} answer, too few to decide without it"
                )
            );
        }

        await RunAsync(manager, $"docker node demote {id}", call, cancellationToken);
        return new FlavourAnswer.Working("becomes a worker");
    }

    private static async Task<int> TasksOfAsync(DockerMachine manager, string id, CancellationToken cancellationToken)
    {
        var result = await manager.TryAsync(
            $"docker node ps --filter desired-state=running --format 'task={{{{.ID}}}}' {id}; "
                + $"docker node ps --format '{{{{.CurrentState}}}} task={{{{.ID}}}}' {id} | grep '^Running'",
            cancellationToken
        );
        return result
            .Output.Split('\n')
            .Where(line => line.Contains("task=", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf("task=", StringComparison.Ordinal)..].Trim())
            .Distinct(StringComparer.Ordinal)
            .Count();
    }

    private static Task<string> RunAsync(
        DockerMachine machine,
        string command,
        FlavourCall call,
        CancellationToken cancellationToken
    ) => machine.RunAsync(command, command, call.Log, cancellationToken);
}
