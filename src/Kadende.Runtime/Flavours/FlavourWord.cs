using Kadende.Sdk.Health;

namespace Kadende.Runtime.Flavours;

/// <summary>What the flavours of a machine said of it.</summary>
/// <param name="Readings">Of each flavour that judges; null when they were not asked, or did not answer, in time.</param>
/// <param name="At">The time stamp at which that was known.</param>
internal sealed record FlavourWord(IReadOnlyList<(string Flavour, HealthReading Reading)>? Readings, long At);
