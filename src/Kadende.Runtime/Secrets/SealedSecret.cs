namespace Kadende.Runtime.Secrets;

/// <summary>A team's secret as it stands in its row.</summary>
/// <param name="Value">Encrypted for this team and name, in base64.</param>
/// <param name="ChangedBy">Who put its present value.</param>
internal sealed record SealedSecret(string Team, string Name, string Value, DateTimeOffset ChangedAt, string ChangedBy);
