namespace Kadende.Core.Clusters;

/// <summary>Something that a user should know about a group now.</summary>
/// <param name="Type">One word, such as <c>ProviderUnavailable</c>.</param>
/// <param name="Since">When it began.</param>
/// <param name="Message">One sentence: what is the matter and what is being waited for.</param>
public sealed record Condition(string Type, DateTimeOffset Since, string Message)
{
    /// <summary>When what is waited for is over at the earliest; null when nobody can know.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The numbers of the message, for programs; null when it has none.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }
}
