using Kadende.Core.Specs;

namespace Kadende.Runtime.Heartbeats;

/// <summary>The node that a heartbeat is of.</summary>
public sealed record HeartbeatSubject(string ClusterId, GroupPath Group, string NodeId);
