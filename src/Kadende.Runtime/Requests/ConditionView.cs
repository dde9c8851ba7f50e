using Kadende.Core.Clusters;

namespace Kadende.Runtime.Requests;

/// <summary>Something that a user should know now, as users see it.</summary>
/// <param name="Type">One word, such as <c>ProviderUnavailable</c>.</param>
/// <param name="Since">When it began.</param>
/// <param name="Message">What is the matter and what is being waited for.</param>
public sealed record ConditionView(string Type, DateTimeOffset Since, string Message)
{
    /// <summary>When what is waited for is over at the earliest; null when nobody can know.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The numbers of the message, for programs; null when it has none.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    public static ConditionView Of(Condition condition) =>
        new(condition.Type, condition.Since, condition.Message) { Until = condition.Until, Data = condition.Data };
}
