using Kadende.Core.Planning;

namespace Kadende.Runtime.Planning;

/// <summary>What applying a spec would do.</summary>
/// <param name="Hash">Names this plan: the same spec, on the same generation, with the same actions. 32 lower-case hexadecimal digits.</param>
public sealed record ClusterPlan(string Hash, IReadOnlyList<PlannedAction> Actions);
