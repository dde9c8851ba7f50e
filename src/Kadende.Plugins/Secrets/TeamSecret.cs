namespace Kadende.Plugins.Secrets;

/// <summary>A secret of a team, as anybody may see it: without its value.</summary>
/// <param name="ChangedBy">Who put its present value.</param>
public sealed record TeamSecret(string Team, string Name, DateTimeOffset ChangedAt, string ChangedBy);
