namespace Kadende.Core.Audit;

/// <summary>Where a request came from.</summary>
/// <param name="Address">The address that it came from; null where none is known.</param>
/// <param name="SignIn">How the caller signed in: <c>user-token</c>, <c>team-token</c>, <c>settings-token</c>, <c>oidc</c> or <c>none</c>.</param>
/// <param name="Issuer">Of <c>oidc</c> who says so.</param>
/// <param name="Subject">Of <c>oidc</c> whom that issuer means, whatever name it goes by.</param>
public sealed record AuditSource(string? Address, string SignIn, string? Issuer = null, string? Subject = null);
