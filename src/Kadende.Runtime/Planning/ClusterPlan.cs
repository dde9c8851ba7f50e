namespace Kadende.Runtime.Planning;

/// <summary>What a spec would change, in order. Equal plans have equal hashes.</summary>
public sealed record ClusterPlan(string Hash, IReadOnlyList<PlannedAction> Actions);
