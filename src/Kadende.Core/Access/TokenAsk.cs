namespace Kadende.Core.Access;

/// <summary>What somebody wants of a new token.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Scope">What it narrows.</param>
/// <param name="ExpiresAt">When it ends; null: when it is taken away.</param>
public sealed record TokenAsk(string Name, TokenScope Scope, DateTimeOffset? ExpiresAt);
