using Kadende.Core.Webhooks;

namespace Kadende.Runtime.Webhooks;

/// <summary>What came of a test event.</summary>
/// <param name="Id">The event's id, and the request's <c>webhook-id</c>.</param>
/// <param name="Delivered">The receiver answered with success.</param>
/// <param name="Status">What it answered; null: nothing.</param>
/// <param name="Fault">Why there was no answer; null when there was one.</param>
public sealed record TestView(string Id, bool Delivered, int? Status, DeliveryFault? Fault, TimeSpan Took);
