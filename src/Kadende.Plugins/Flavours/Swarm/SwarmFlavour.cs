using System.Text.Json;
using Kadende.Plugins.Flavours.Jobs;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Flavours.Swarm;

/// <summary>Makes machines with Docker the managers and workers of one swarm.</summary>
public sealed class SwarmFlavour : IFlavour
{
    public FlavourDescription Description { get; } =
        new("swarm", "1.0.0", "Joins machines that run Docker into a swarm.", SwarmProperties.Schema)
        {
            Provisions = true,
            Checks = true,
            Drains = true,
            NeedsPeers = true,
        };

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(JsonElement properties, CancellationToken cancellationToken)
    {
        var parsed = SwarmProperties.Parse(properties);
        IReadOnlyList<PropertyFault> faults = (parsed.IsManager, parsed.Managers) switch
        {
            (false, null) =>
            [
                new PropertyFault("managers", "'managers' is missing: workers join the managers of a group."),
            ],
            (true, not null) =>
            [
                new PropertyFault("managers", "Only for workers: the managers of a swarm are one group."),
            ],
            _ => [],
        };
        return Task.FromResult(faults);
    }

    public Task<CreateRequest> PrepareAsync(
        FlavourPlan plan,
        CreateRequest request,
        CancellationToken cancellationToken
    ) => Task.FromResult(request);

    public async Task<FlavourAnswer> ProvisionAsync(FlavourCall call, CancellationToken cancellationToken)
    {
        var properties = SwarmProperties.Parse(call.Properties);
        if (DockerMachine.Of(call.Node) is not { } machine)
        {
            return new FlavourAnswer.Working("waits for a way to run commands on the machine");
        }

        var state = await machine.FindStateAsync(cancellationToken);
        switch (state)
        {
            case null:
                return new FlavourAnswer.Working("waits for Docker to answer");
            case { IsActive: true } when state.IsManager == properties.IsManager:
                return new FlavourAnswer.Done();
            case { IsActive: true }:
                return new FlavourAnswer.Failed(
                    $"it is in a swarm already, as a {(state.IsManager ? "manager" : "worker")}"
                );
            case { LocalState: "locked" or "error" or "pending" }:
                return new FlavourAnswer.Working($"Docker says that its swarm is {state.LocalState}");
        }

        var managers = SwarmManagers.Others(call, properties);
        var (ready, unknown) = await SwarmManagers.FindReadyAsync(managers, cancellationToken);
        if (ready is not null)
        {
            return await JoinAsync(call, machine, ready, properties, cancellationToken);
        }

        if (!properties.IsManager)
        {
            return new FlavourAnswer.Working($"waits for a manager in group '{properties.Managers}'");
        }

        if (unknown is not null)
        {
            // Making a second swarm beside one that only does not answer would tear the cluster apart.
            return new FlavourAnswer.Working($"waits: node {unknown} cannot be asked whether there is a swarm");
        }

        return LeadingNodes.IsFirst(call.Node, managers)
            ? await InitAsync(call, machine, properties, cancellationToken)
            : new FlavourAnswer.Working($"waits for node {managers[0].Id} to make the swarm");
    }

    public async Task<HealthReading?> CheckAsync(FlavourCall call, CancellationToken cancellationToken)
    {
        if (DockerMachine.Of(call.Node) is not { } machine)
        {
            return new HealthReading.Unknown("there is no way to run commands on the machine");
        }

        var state = await machine.FindStateAsync(cancellationToken);
        if (state is not { IsActive: true })
        {
            return state is null
                ? new HealthReading.Unknown("Docker does not answer")
                : new HealthReading.Unhealthy($"it is not in its swarm: Docker says {state.LocalState}");
        }

        var properties = SwarmProperties.Parse(call.Properties);
        var manager = state.IsManager
            ? machine
            : (await SwarmManagers.FindReadyAsync(SwarmManagers.Others(call, properties), cancellationToken)).Manager;
        if (manager is null)
        {
            return new HealthReading.Unknown("no manager of the swarm can be asked");
        }

        var result = await manager.TryAsync(
            $"docker node inspect --format 'state={{{{.Status.State}}}}' {state.NodeId}",
            cancellationToken
        );
        return result switch
        {
            { ExitCode: 0 } when result.Output.Contains("state=ready", StringComparison.Ordinal) =>
                new HealthReading.Healthy(),
            { ExitCode: 0 } => new HealthReading.Unhealthy($"its swarm says {result.Output.Trim()}"),
            _ when result.Output.Contains("not found", StringComparison.OrdinalIgnoreCase) =>
                new HealthReading.Unhealthy("its swarm does not know it"),
            _ => new HealthReading.Unknown($"its swarm cannot be asked: {result.Output.Trim().Split('\n')[^1]}"),
        };
    }

    public Task<FlavourAnswer> DrainAsync(FlavourCall call, CancellationToken cancellationToken) =>
        SwarmDrain.RunAsync(call, SwarmProperties.Parse(call.Properties), cancellationToken);

    private static async Task<FlavourAnswer> InitAsync(
        FlavourCall call,
        DockerMachine machine,
        SwarmProperties properties,
        CancellationToken cancellationToken
    )
    {
        var command = $"docker swarm init{Addresses(properties)}";
        // What it says holds the token for workers.
        await machine.RunAsync(command, command, call.Log, cancellationToken);
        return new FlavourAnswer.Done();
    }

    private static async Task<FlavourAnswer> JoinAsync(
        FlavourCall call,
        DockerMachine machine,
        DockerMachine manager,
        SwarmProperties properties,
        CancellationToken cancellationToken
    )
    {
        var role = properties.IsManager ? "manager" : "worker";
        var answer = await manager.TryAsync(
            $"docker swarm join-token -q {role} && docker node inspect self --format '{{{{.ManagerStatus.Addr}}}}'",
            cancellationToken
        );
        if (
            answer.ExitCode != 0
            || answer.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                is not [.., var token, var address]
        )
        {
            return new FlavourAnswer.Working($"waits for the manager {manager.Node.Id} to give a token");
        }

        await machine.RunAsync(
            $"docker swarm join{Addresses(properties)} --token {JobScripts.Quote(token)} {JobScripts.Quote(address)}",
            $"docker swarm join{Addresses(properties)} --token … {address}",
            call.Log,
            cancellationToken
        );
        return new FlavourAnswer.Done();
    }

    private static string Addresses(SwarmProperties properties) =>
        (properties.Advertise is null ? "" : $" --advertise-addr {properties.Advertise}")
        + (properties.Listen is null ? "" : $" --listen-addr {properties.Listen}");
}
