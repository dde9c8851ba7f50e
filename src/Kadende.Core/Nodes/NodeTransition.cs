namespace Kadende.Core.Nodes;

/// <summary>One step that a node may take.</summary>
/// <param name="To">The state that follows; null: its record goes.</param>
public sealed record NodeTransition(NodeState From, NodeTrigger Trigger, NodeState? To);
