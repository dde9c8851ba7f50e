namespace Kadende.Runtime.Requests;

/// <summary>Something that a user should know now, as users see it.</summary>
/// <param name="Type">One word, such as <c>ProviderUnavailable</c>.</param>
/// <param name="Since">When it began.</param>
/// <param name="Message">What is the matter and what is being waited for.</param>
public sealed record ConditionView(string Type, DateTimeOffset Since, string Message);
