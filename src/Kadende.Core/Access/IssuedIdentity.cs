namespace Kadende.Core.Access;

/// <summary>Whom an issuer means, by what never changes and is never given to somebody else.</summary>
/// <param name="Issuer">The token's <c>iss</c>; empty when it has none.</param>
/// <param name="Subject">The token's <c>sub</c>; empty when it has none.</param>
public sealed record IssuedIdentity(string Issuer, string Subject);
