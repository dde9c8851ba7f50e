using Kadende.Core.Scaling;

namespace Kadende.Core.Specs;

/// <summary>A size that counts from certain times on, until the next such time.</summary>
/// <param name="When">The times.</param>
/// <param name="Size">Number of nodes.</param>
public sealed record ScheduledSize(CronTimes When, int Size);
