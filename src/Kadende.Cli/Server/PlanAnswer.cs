namespace Kadende.Cli.Server;

/// <summary>What a spec would change, as the server tells it.</summary>
internal sealed record PlanAnswer(string Hash, IReadOnlyList<PlanStepAnswer> Actions);

internal sealed record PlanStepAnswer(int Order, string Action, string Group, string Slot, string? Node, string Reason);
