using Kadende.Plugins.Secrets;

namespace Kadende.Runtime.Secrets;

/// <summary>What is seen of a team's secret: never its value, nor anything made of it.</summary>
/// <param name="ChangedAt">When its present value was put.</param>
/// <param name="ChangedBy">Who put it.</param>
public sealed record SecretView(string Name, DateTimeOffset ChangedAt, string ChangedBy)
{
    public static SecretView Of(TeamSecret secret) => new(secret.Name, secret.ChangedAt, secret.ChangedBy);
}
