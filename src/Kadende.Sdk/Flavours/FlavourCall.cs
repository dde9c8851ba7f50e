using System.Text.Json;

namespace Kadende.Sdk.Flavours;

/// <summary>One call of a flavour about one machine.</summary>
public sealed record FlavourCall
{
    /// <summary>The flavour's own fields, an object that fits the schema.</summary>
    public required JsonElement Properties { get; init; }

    /// <summary>The flavour's place in the group's list, from 0: with the node's id it names what was begun on the machine.</summary>
    public required int Index { get; init; }

    /// <summary>The machine's node.</summary>
    public required FlavourNode Node { get; init; }

    /// <summary>The cluster's other nodes whose machines exist, also of other groups; empty unless the flavour asks for them.</summary>
    public required IReadOnlyList<FlavourNode> Peers { get; init; }

    /// <summary>Takes the lines that the node's log shall keep, as they come.</summary>
    public required Action<string> Log { get; init; }
}
