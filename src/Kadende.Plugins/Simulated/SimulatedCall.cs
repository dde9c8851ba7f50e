namespace Kadende.Plugins.Simulated;

/// <summary>A call that a simulated cloud received, also one that it did not answer.</summary>
/// <param name="Name"><c>Create</c>, <c>Describe</c>, <c>Destroy</c>, <c>Label</c>, <c>Exec</c> or <c>Console</c>.</param>
/// <param name="Subjects">The tokens or instance ids; empty for a listing.</param>
public sealed record SimulatedCall(string Name, DateTimeOffset At, IReadOnlyList<string> Subjects);
