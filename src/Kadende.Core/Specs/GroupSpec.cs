using System.Text.Json;
using Kadende.Core.Scaling;

namespace Kadende.Core.Specs;

/// <summary>What a user wants of one group: N machines of one kind.</summary>
public sealed record GroupSpec
{
    public required GroupPath Path { get; init; }

    /// <summary>
    /// The slots that should hold a node, in order: <c>0</c> to <c>size - 1</c>, or the logical ids. As it is read from a spec, of the
    /// size in its text; <see cref="GroupSizes"/> knows the size that counts at a time.
    /// </summary>
    public required IReadOnlyList<string> Slots { get; init; }

    /// <summary>The slots are the user's logical ids, so that each node is made with its slot as its fixed identity.</summary>
    public required bool HasLogicalIds { get; init; }

    public required PluginRef Plugin { get; init; }

    /// <summary>The plugin's own fields; an empty object when the spec has none.</summary>
    public required JsonElement Properties { get; init; }

    /// <summary>The cluster's labels, then those of the groups around this one, then its own.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required string? Init { get; init; }

    /// <summary>What runs on a machine after it boots, in order: those of the groups around this one first, from the outermost in.</summary>
    public IReadOnlyList<FlavourSpec> Flavours { get; init; } = [];

    public required HealthSpec Health { get; init; }

    public required RepairSpec Repair { get; init; }

    public required UpdateSpec Update { get; init; }

    /// <summary>Null when the size has no bounds and no times.</summary>
    public ScalingSpec? Scaling { get; init; }

    /// <summary>The size that somebody set since the spec was put; null when nobody did.</summary>
    public HandSize? Hand { get; init; }

    public required SurplusOrder Terminate { get; init; }

    public required TimeSpan CreateTimeout { get; init; }

    /// <summary>How long a machine may take to let go of its work before it is removed all the same.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromMinutes(5);

    public required UnknownInstances UnknownInstances { get; init; }

    public required bool Paused { get; init; }

    /// <summary>Covers what shapes a machine: plugin, properties, init and flavours; 32 lower-case hexadecimal digits.</summary>
    public required string ConfigHash { get; init; }

    /// <summary>Where the group's <c>resourcePlugin</c> stands, for faults found later by plugins.</summary>
    public required SpecMark PluginMark { get; init; }

    /// <summary>
    /// Where each value below <c>resourceProperties</c> stands, by its path below it (<c>disks/0/size</c>; empty: the properties).
    /// </summary>
    public required IReadOnlyDictionary<string, SpecMark> PropertyMarks { get; init; }
}
