namespace Kadende.Core.Access;

/// <summary>What a claim of an issuer's token gives its bearer.</summary>
/// <param name="Claim">The claim's name, such as <c>groups</c>, <c>roles</c> or <c>sub</c>.</param>
/// <param name="Value">The value that it must have.</param>
/// <param name="Team">The team that it gives a role in; null: it makes an administrator.</param>
public sealed record ClaimRule(string Claim, string Value, string? Team, Role Role);
