namespace Kadende.Runtime.Retention;

/// <summary>What a sweep did at once.</summary>
/// <param name="Looked">How many rows it looked at.</param>
/// <param name="Removed">How many of them it removed.</param>
/// <param name="Next">The row behind which it goes on; null: it is over.</param>
internal readonly record struct SweepPortion(int Looked, int Removed, string? Next);
