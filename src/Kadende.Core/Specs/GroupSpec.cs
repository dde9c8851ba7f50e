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

    /// <summary>The ways to make its machines, at least one; of several, each machine is made in one of them.</summary>
    public required IReadOnlyList<ResourceSpec> Resources { get; init; }

    /// <summary>The plugin of the first way.</summary>
    public PluginRef Plugin => Resources[0].Plugin;

    /// <summary>The properties of the first way.</summary>
    public JsonElement Properties => Resources[0].Properties;

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

    /// <summary>Where the plugin of the first way stands.</summary>
    public SpecMark PluginMark => Resources[0].PluginMark;

    /// <summary>Where the properties of the first way stand.</summary>
    public IReadOnlyDictionary<string, SpecMark> PropertyMarks => Resources[0].PropertyMarks;

    /// <summary>Tells configurations of the whole group apart; with a single way, that way's own.</summary>
    public string ConfigHash =>
        Resources.Count == 1 ? Resources[0].ConfigHash : string.Join('+', Resources.Select(way => way.ConfigHash));

    /// <summary>Whether a machine of this configuration is one that the group asks for.</summary>
    public bool Makes(string configHash)
    {
        foreach (var way in Resources)
        {
            if (string.Equals(way.ConfigHash, configHash, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The group with this way as its only one.</summary>
    public GroupSpec Only(ResourceSpec way) => Resources.Count == 1 ? this : this with { Resources = [way] };
}
