namespace Kadende.EndToEnd.Tests.Http;

/// <summary>A page of a list.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
