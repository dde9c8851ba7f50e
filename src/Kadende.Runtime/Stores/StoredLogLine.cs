namespace Kadende.Runtime.Stores;

/// <summary>A line as it is kept.</summary>
/// <param name="Id">Names the line; ids of one node sort in the order of its lines.</param>
public sealed record StoredLogLine(string Id, NodeLogLine Line);
