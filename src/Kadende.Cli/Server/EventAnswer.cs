namespace Kadende.Cli.Server;

/// <summary>An event as the server tells of it.</summary>
internal sealed record EventAnswer(
    string Id,
    DateTimeOffset At,
    string Kind,
    string? Group,
    string? Node,
    string Reason,
    string Message,
    string Actor
);
