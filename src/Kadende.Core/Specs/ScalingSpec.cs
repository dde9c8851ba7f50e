namespace Kadende.Core.Specs;

/// <summary>Bounds of a group's size, and sizes at certain times.</summary>
/// <param name="Min">The fewest nodes there may be, whoever asks.</param>
/// <param name="Max">The most nodes there may be, whoever asks.</param>
public sealed record ScalingSpec(int Min, int Max, IReadOnlyList<ScheduledSize> Schedule);
