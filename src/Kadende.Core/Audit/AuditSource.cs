namespace Kadende.Core.Audit;

/// <summary>Where a request came from.</summary>
/// <param name="Address">The address that it came from; null where none is known.</param>
/// <param name="SignIn">How the caller signed in: <c>user-token</c>, <c>team-token</c>, <c>settings-token</c>, <c>oidc</c> or <c>none</c>.</param>
public sealed record AuditSource(string? Address, string SignIn);
