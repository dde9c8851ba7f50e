using System.Text.Json;

namespace Kadende.Core.Specs;

/// <summary>One way to make a group's machines: a provider plugin with its properties.</summary>
public sealed record ResourceSpec
{
    public required PluginRef Plugin { get; init; }

    /// <summary>The plugin's own fields; an empty object when the spec has none.</summary>
    public required JsonElement Properties { get; init; }

    /// <summary>Its share of the group's machines, relative to those of the others; at least 1.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Covers what shapes a machine: plugin, properties, init and flavours; 32 lower-case hexadecimal digits.</summary>
    public required string ConfigHash { get; init; }

    /// <summary>Where the plugin stands, for faults found later by plugins.</summary>
    public required SpecMark PluginMark { get; init; }

    /// <summary>Where the properties stand in the spec, such as <c>groups/web/resourceProperties</c>.</summary>
    public required string PropertiesPath { get; init; }

    /// <summary>Where each value of the properties stands, by its path below them (<c>disks/0/size</c>; empty: the whole).</summary>
    public required IReadOnlyDictionary<string, SpecMark> PropertyMarks { get; init; }
}
