using Kadende.Core.Nodes;

namespace Kadende.Core.Why;

/// <summary>A node that is not as it should be, and what it waits for.</summary>
public sealed record NodeWait(string Node, string Slot, NodeState State, IReadOnlyList<Waiting> WaitsFor);
