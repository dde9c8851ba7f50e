namespace Kadende.Api.Events;

/// <summary>One message of a stream of server-sent events.</summary>
/// <param name="Data">JSON on one line.</param>
internal sealed record StreamMessage(string Id, string Kind, string Data);
