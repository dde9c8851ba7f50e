using Kadende.Core.Nodes;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Planning;

/// <summary>Something to ask of a provider. It is asked only after the rows that tell of it are written, and may be asked twice.</summary>
public abstract record Act
{
    private Act() { }

    /// <summary>Make the node's machine, with the node's token, from the configuration of the node's generation.</summary>
    public sealed record Create(string SlotKey, Node Node) : Act;

    /// <summary>Remove a machine.</summary>
    /// <param name="SlotKey">The slot of the node that it belongs to; null for an unknown machine.</param>
    /// <param name="Source">The source that can remove it.</param>
    /// <param name="Message">The reason in one sentence.</param>
    public sealed record Destroy(
        string? SlotKey,
        string InstanceId,
        SourceKey Source,
        RemovalReason Reason,
        string Message
    ) : Act
    {
        /// <summary>The node that is removed because it was ill: what its console shows is kept before. Null otherwise.</summary>
        public string? EvidenceOf { get; init; }
    }

    /// <summary>Put our labels on an existing machine, so that it is found as the node's.</summary>
    public sealed record Adopt(string SlotKey, Node Node) : Act;

    /// <summary>Call the flavours that are not done yet with the node's machine.</summary>
    public sealed record Provision(string SlotKey, Node Node) : Act;

    /// <summary>Call the flavours, so that the node's machine lets go of its work.</summary>
    public sealed record Drain(string SlotKey, Node Node) : Act;

    /// <summary>Set labels of a node's machine in place.</summary>
    public sealed record Label(string InstanceId, SourceKey Source, IReadOnlyDictionary<string, string> Labels) : Act;
}
