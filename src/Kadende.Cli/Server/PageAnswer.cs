namespace Kadende.Cli.Server;

/// <summary>Some of many; <c>next</c> leads on to the others.</summary>
internal sealed record PageAnswer<T>(IReadOnlyList<T> Items, string? Next);
