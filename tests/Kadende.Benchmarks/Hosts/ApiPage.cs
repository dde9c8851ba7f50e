namespace Kadende.Benchmarks.Hosts;

/// <summary>A page of a list, as the API answers it.</summary>
internal sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Next);
