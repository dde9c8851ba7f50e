namespace Kadende.Runtime.Stores;

/// <summary>Some of many. <paramref name="Cursor"/> leads to the next page; null on the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Cursor);
