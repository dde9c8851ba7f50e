namespace Kadende.Core.Events;

/// <summary>An event as it stands in the log.</summary>
/// <param name="Id">Unique in its cluster; ids sort in the order of the log.</param>
/// <param name="At">When it was written.</param>
public sealed record StoredEvent(string Id, DateTimeOffset At, string ClusterId, ClusterEvent Event);
