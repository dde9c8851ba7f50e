namespace Kadende.Sdk.Providers;

/// <summary>Something wrong with the properties that a user wrote.</summary>
/// <param name="Path">
/// Where, as names and indexes below the properties joined by <c>/</c>, such as <c>disks/0/size</c>; empty for the whole.
/// </param>
/// <param name="Message">What is wrong and what to do, in one sentence.</param>
public sealed record PropertyFault(string Path, string Message);
