namespace Kadende.Core.Webhooks;

/// <summary>One try to send one event.</summary>
/// <param name="Event">The event's id.</param>
/// <param name="Cluster">The cluster's id.</param>
/// <param name="Type">The event's type, as receivers see it.</param>
/// <param name="Try">1, or more when earlier tries failed.</param>
/// <param name="Status">The status of the receiver's answer; null: there was none.</param>
/// <param name="Fault">Why there was no answer; null when there was one.</param>
public sealed record Delivery(
    string Event,
    string Cluster,
    string Type,
    DateTimeOffset At,
    TimeSpan Took,
    int Try,
    int? Status,
    DeliveryFault? Fault
)
{
    /// <summary>How many are remembered for each webhook.</summary>
    public const int Kept = 20;
}
