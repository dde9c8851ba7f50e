namespace Kadende.Cli.Server;

/// <summary>A node as the server tells of it.</summary>
internal sealed record NodeAnswer(
    string Id,
    string Group,
    string Slot,
    string State,
    string Health,
    string? InstanceId,
    DateTimeOffset CreatedAt,
    string? Reason,
    string? Address,
    IReadOnlyDictionary<string, string> Details
);
