using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>One cluster: what is recorded of it, and what really is.</summary>
internal sealed record WorldView(
    ClusterRows? Rows,
    IReadOnlyList<Slot> Slots,
    IReadOnlySet<string> Machines,
    IReadOnlyList<ClusterEvent> Events
)
{
    private IEnumerable<Node> Nodes => Slots.SelectMany(slot => slot.Nodes);

    /// <summary>Nothing is left to be done, as far as rows and machines tell.</summary>
    public static bool IsSettled(ClusterRows? rows, IReadOnlySet<string> machines) =>
        machines.Count == Wanted(rows)
        && (
            rows is null
            || rows.Head.Value.DeletingSince is null
                && rows.Groups.Count > 0
                && rows.Groups.All(group =>
                    group.Value is { State: ConvergenceState.Converged, UnknownSince.Count: 0 }
                    && group.Value.Generation == rows.Head.Value.Generation
                )
        );

    /// <summary>Exactly the wanted machines, each with its one node, none unknown; and an event for all that came and went.</summary>
    /// <param name="made">Every machine that was ever made.</param>
    public void AssertExact(IEnumerable<string> made, string when)
    {
        Assert.True(IsSettled(Rows, Machines), $"{when}: not settled: {this}");
        Same(Machines, Nodes.Select(node => node.InstanceId ?? "none"), $"{when}: machines and nodes differ");
        Same(
            Slots.Select(slot => $"{slot.Group}/{slot.Key}").Distinct(StringComparer.Ordinal),
            Slots.SelectMany(slot => slot.Nodes.Select(_ => $"{slot.Group}/{slot.Key}")),
            $"{when}: not one node in each slot"
        );

        var told = Events
            .Where(one => Leaving.Contains(one.Kind))
            .Select(one => one.Evidence.GetValueOrDefault("instanceId"))
            .ToHashSet(StringComparer.Ordinal);
        var silent = made.Except(Machines, StringComparer.Ordinal).Where(id => !told.Contains(id)).ToList();
        Assert.True(silent.Count == 0, $"{when}: no event tells of the end of {string.Join(", ", silent)}. {this}");

        var twice = Events
            .Where(one => Once.Contains(one.Kind))
            .GroupBy(one => (one.Kind, one.Node))
            .Where(same => same.Count() > 1)
            .Select(same => same.Key)
            .ToList();
        Assert.True(twice.Count == 0, $"{when}: told of twice: {string.Join(", ", twice)}. {this}");
        Assert.All(
            Nodes,
            node => Assert.Contains(Events, one => one.Kind == EventKind.NodeCreating && one.Node == node.Id)
        );
    }

    public override string ToString() =>
        string.Join(
            '\n',
            [
                $"state: {Rows?.Head.Value.Generation} {string.Join("; ", Rows?.Groups.Select(group => group.Value.ToString()) ?? [])}",
                $"machines: {string.Join(", ", Machines)}",
                .. Slots.SelectMany(slot => slot.Nodes.Select(node => $"{slot.Key}: {node}")),
                .. Events.Select(one => $"{one.Kind} {one.Node} {one.Reason}: {one.Message}"),
            ]
        );

    private static readonly HashSet<EventKind> Leaving =
    [
        EventKind.NodeDeleting,
        EventKind.NodeGone,
        EventKind.NodeMissing,
        EventKind.UnknownInstanceDeleting,
        EventKind.UnknownInstanceGone,
    ];

    private static readonly HashSet<EventKind> Once =
    [
        EventKind.NodeCreating,
        EventKind.NodeDeleting,
        EventKind.NodeGone,
        EventKind.NodeMissing,
    ];

    private static int Wanted(ClusterRows? rows) =>
        rows is { Head.Value: { DeletingSince: null } head } && SpecReader.Read(head.Source) is SpecResult.Good good
            ? good.Spec.Groups.Sum(group => group.Slots.Count)
            : 0;

    private static void Same(IEnumerable<string> left, IEnumerable<string> right, string what)
    {
        var (one, other) = (left.Order(StringComparer.Ordinal).ToList(), right.Order(StringComparer.Ordinal).ToList());
        Assert.True(
            one.SequenceEqual(other, StringComparer.Ordinal),
            $"{what}: [{string.Join(", ", one)}] and [{string.Join(", ", other)}]"
        );
    }
}
