using System.Text.RegularExpressions;
using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>Looks for what sets the unhealthy nodes of a group apart from the healthy ones.</summary>
internal static partial class CommonCause
{
    private static readonly (string Name, Func<GroupDraft, Node, string?> Of)[] Traits =
    [
        ("zone", (_, node) => node.Details.GetValueOrDefault("zone")),
        ("host", (_, node) => node.Details.GetValueOrDefault("host")),
        ("image", (_, node) => node.Details.GetValueOrDefault("image")),
        ("configuration", (_, node) => node.ConfigHash),
        ("plugin", (draft, node) => draft.SourceOf(node).Plugin),
        ("credential", (draft, node) => draft.SourceOf(node).Credential),
        ("check", (_, node) => node.Health.Check),
        ("reason", (_, node) => Reason(node)),
        ("reason", (_, node) => Shape(Reason(node))),
    ];

    /// <returns>
    /// Such as <c>zone=eu-1, check=http</c>; null when nothing was found. Where none is healthy all that the ill ones have in common is
    /// told, since nothing can be ruled out.
    /// </returns>
    public static string? Of(GroupDraft draft, IReadOnlyList<Node> ill, IReadOnlyList<Node> well)
    {
        var found = Traits
            .Select(trait => (trait.Name, Value: Shared(ill, node => trait.Of(draft, node)), trait.Of))
            .Where(trait => trait.Value is { Length: > 0 } value && IsRare(well, node => trait.Of(draft, node), value))
            .DistinctBy(trait => trait.Name, StringComparer.Ordinal)
            .Select(trait => $"{trait.Name}={trait.Value}")
            .ToList();
        return found.Count == 0 ? null : string.Join(", ", found);
    }

    /// <summary>Why it is ill, without what only this machine is called.</summary>
    private static string? Reason(Node node)
    {
        var reason = node.Health.Reason;
        foreach (var own in new[] { node.Address, node.InstanceId })
        {
            reason = own is { Length: > 0 } ? reason?.Replace(own, "it", StringComparison.Ordinal) : reason;
        }

        return reason;
    }

    /// <summary>The words of a reason: those of many machines may differ in addresses, ages and counts only.</summary>
    private static string? Shape(string? reason) => reason is null ? null : Number().Replace(reason, "…");

    /// <summary>What nearly all of them have; null when there is no such thing.</summary>
    private static string? Shared(IReadOnlyList<Node> nodes, Func<Node, string?> trait)
    {
        var most = nodes.GroupBy(trait, StringComparer.Ordinal).MaxBy(group => group.Count());
        return most is not null && most.Count() * 10 >= nodes.Count * 9 ? most.Key : null;
    }

    /// <summary>Few of the healthy nodes have it.</summary>
    private static bool IsRare(IReadOnlyList<Node> well, Func<Node, string?> trait, string value) =>
        well.Count(node => string.Equals(trait(node), value, StringComparison.Ordinal)) * 10 <= well.Count * 2;

    [GeneratedRegex("[0-9][0-9.:]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
