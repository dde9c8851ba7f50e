using System.Text.Json;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Sdk.Health;

/// <summary>One question to one machine.</summary>
/// <param name="Instance">The machine; its <see cref="Instance.Address"/> and <see cref="Instance.Ports"/> say how to reach it.</param>
/// <param name="Check">The check's own fields as the user wrote them, an object that fits the schema; without <c>type</c> and <c>timeout</c>.</param>
/// <param name="Timeout">How long the answer may take.</param>
public sealed record HealthProbe(Instance Instance, JsonElement Check, TimeSpan Timeout)
{
    /// <summary>A way to run commands on the machine; null when there is none.</summary>
    public IMachineShell? Shell { get; init; }

    /// <summary>When the machine, or a tool for it, last said that it lives; null when it never did.</summary>
    public DateTimeOffset? LastHeartbeat { get; init; }

    /// <summary>What its last heartbeat said is wrong with it; null when that said nothing of the kind.</summary>
    public string? HeartbeatProblem { get; init; }

    /// <summary>
    /// Since when heartbeats could be heard without a break, as far as is known: what was not heard before that says nothing of the machine.
    /// </summary>
    public DateTimeOffset HeartbeatsSince { get; init; }

    /// <summary>The time of the question.</summary>
    public DateTimeOffset Now { get; init; }
}
