namespace Kadende.Runtime.Heartbeats;

/// <summary>The last that a machine, or a tool for it, said of itself.</summary>
/// <param name="At">When, by the clock of the host that heard it.</param>
/// <param name="Problem">What is wrong with it, in its own words; null when all is well.</param>
public sealed record Heartbeat(DateTimeOffset At, string? Problem);
