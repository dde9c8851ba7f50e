namespace Kadende.Core.Scaling;

/// <summary>A size from a time on.</summary>
public sealed record SizeStep(DateTimeOffset At, int Size);
