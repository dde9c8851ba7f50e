namespace Kadende.Core.Hands;

/// <summary>An existing machine that shall become a node.</summary>
/// <param name="InstanceId">The provider's id.</param>
/// <param name="Slot">The logical id that it takes; null in a group with numbered slots.</param>
public sealed record AdoptAsk(string InstanceId, string? Slot);
