namespace Kadende.Core.Specs;

/// <summary>A size that counts from certain times on, until the next such time.</summary>
/// <param name="Cron">Five fields: minute, hour, day, month, weekday.</param>
/// <param name="TimeZone">An IANA name, in which the fields are meant.</param>
/// <param name="Size">Number of nodes.</param>
public sealed record ScheduledSize(string Cron, string TimeZone, int Size);
