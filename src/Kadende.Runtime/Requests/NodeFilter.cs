using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Runtime.Requests;

/// <summary>Which nodes to read; null: all.</summary>
public sealed record NodeFilter(GroupPath? Group, NodeState? State);
