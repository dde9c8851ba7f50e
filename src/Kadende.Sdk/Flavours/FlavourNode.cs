using System.Text.Json;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Sdk.Flavours;

/// <summary>A node as flavours see it.</summary>
public sealed record FlavourNode
{
    public required string Id { get; init; }

    /// <summary>The group's path.</summary>
    public required string Group { get; init; }

    /// <summary>The slot in the group: a number, or a logical id.</summary>
    public required string Slot { get; init; }

    public required Instance Instance { get; init; }

    /// <summary>All its flavours are done.</summary>
    public required bool IsProvisioned { get; init; }

    /// <summary>The properties of each of the group's flavours, by the flavour's name; of two with one name, the first.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Flavours { get; init; }

    /// <summary>A way to run commands on it; null when there is none.</summary>
    public IMachineShell? Shell { get; init; }
}
