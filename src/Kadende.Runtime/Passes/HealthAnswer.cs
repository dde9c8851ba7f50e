using Kadende.Core.Planning;

namespace Kadende.Runtime.Passes;

/// <summary>What was said of a node in a look.</summary>
/// <param name="At">The time stamp at which it was known.</param>
public sealed record HealthAnswer(HealthLook Look, long At);
