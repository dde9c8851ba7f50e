using Kadende.Core.Nodes;

namespace Kadende.Core.Why;

/// <summary>How a node is judged, and what that rests on.</summary>
/// <param name="Message">One sentence.</param>
/// <param name="Data">Checks, counts and thresholds.</param>
public sealed record Verdict(HealthStatus Status, string Message, IReadOnlyDictionary<string, string> Data);
