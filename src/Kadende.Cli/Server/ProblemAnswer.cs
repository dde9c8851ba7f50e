namespace Kadende.Cli.Server;

/// <summary>What the server says is wrong.</summary>
internal sealed record ProblemAnswer(string? Title, string? Detail, IReadOnlyList<FaultAnswer>? Faults);

internal sealed record FaultAnswer(string Path, int Line, int Column, string Message);
