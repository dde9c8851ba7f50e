namespace Kadende.Runtime.Requests.Hands;

/// <summary>A generation that is kept.</summary>
/// <param name="Generation">Its number.</param>
/// <param name="IsCurrent">It is the one that counts.</param>
/// <param name="Version">The user's own version of it; null in lists.</param>
/// <param name="Spec">Its text as written; null in lists.</param>
public sealed record GenerationView(long Generation, bool IsCurrent, string? Version, string? Spec);
