namespace Kadende.Core.Webhooks;

/// <summary>How much of a page of an event log was told.</summary>
/// <param name="At">When the page was written.</param>
/// <param name="Last">The number of the last event that was told.</param>
public sealed record PageMark(DateTimeOffset At, int Last);
