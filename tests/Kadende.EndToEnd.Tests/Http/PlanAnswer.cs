namespace Kadende.EndToEnd.Tests.Http;

/// <summary>What a plan says.</summary>
public sealed record PlanAnswer(string Hash, IReadOnlyList<PlanAnswer.Step> Actions)
{
    public sealed record Step(int Order, string Action, string Group, string Slot, string? Node, string Reason);

    /// <summary>The nodes that an action happens to, in a group.</summary>
    public IReadOnlyList<string> Nodes(string action, string group) =>
        [
            .. Actions
                .Where(step => step.Action == action && step.Group == group)
                .Select(step => step.Node ?? "")
                .Order(StringComparer.Ordinal),
        ];
}
