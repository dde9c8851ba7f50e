using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>Looks for what sets the unhealthy nodes of a group apart from the healthy ones.</summary>
internal static class CommonCause
{
    private static readonly (string Name, Func<GroupDraft, Node, string?> Of)[] Traits =
    [
        ("zone", (_, node) => node.Details.GetValueOrDefault("zone")),
        ("host", (_, node) => node.Details.GetValueOrDefault("host")),
        ("image", (_, node) => node.Details.GetValueOrDefault("image")),
        ("configuration", (_, node) => node.ConfigHash),
        ("plugin", (draft, node) => draft.SourceOf(node).Plugin),
        ("check", (_, node) => node.Health.Check),
        ("reason", (_, node) => node.Health.Reason),
    ];

    /// <returns>Such as <c>zone=eu-1, check=http</c>; null when nothing was found.</returns>
    public static string? Of(GroupDraft draft, IReadOnlyList<Node> ill, IReadOnlyList<Node> well)
    {
        // Where none is healthy, what all of them have tells nothing but how they fail.
        var found = Traits
            .Where(trait => well.Count > 0 || trait.Name is "check" or "reason")
            .Select(trait => (trait.Name, Value: Shared(ill, node => trait.Of(draft, node)), trait.Of))
            .Where(trait => trait.Value is { Length: > 0 } value && IsRare(well, node => trait.Of(draft, node), value))
            .Select(trait => $"{trait.Name}={trait.Value}")
            .ToList();
        return found.Count == 0 ? null : string.Join(", ", found);
    }

    /// <summary>What nearly all of them have; null when there is no such thing.</summary>
    private static string? Shared(IReadOnlyList<Node> nodes, Func<Node, string?> trait)
    {
        var most = nodes.GroupBy(trait, StringComparer.Ordinal).MaxBy(group => group.Count())!;
        return most.Count() * 10 >= nodes.Count * 9 ? most.Key : null;
    }

    /// <summary>Few of the healthy nodes have it.</summary>
    private static bool IsRare(IReadOnlyList<Node> well, Func<Node, string?> trait, string value) =>
        well.Count(node => string.Equals(trait(node), value, StringComparison.Ordinal)) * 10 <= well.Count * 2;
}
