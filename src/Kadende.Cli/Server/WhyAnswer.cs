namespace Kadende.Cli.Server;

/// <summary>Why something is as it is.</summary>
/// <param name="Verdict">Null for groups, and for nodes that are gone.</param>
internal sealed record WhyAnswer(
    string Message,
    VerdictAnswer? Verdict,
    IReadOnlyList<DecisionAnswer> Decisions,
    IReadOnlyList<WaitAnswer> WaitsFor
);

internal sealed record VerdictAnswer(string Status, string Message);

internal sealed record DecisionAnswer(DateTimeOffset At, string Kind, string Message);

internal sealed record WaitAnswer(string Kind, string Message);
