using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;

namespace Kadende.Simulation.Tests.Stores;

/// <summary>Rows of a cluster that were written together.</summary>
/// <param name="Statuses">Statuses of groups; those that were removed are not in here.</param>
internal sealed record Commit(
    string ClusterId,
    IReadOnlyList<SlotStep> Slots,
    IReadOnlyList<GroupStatus> Statuses,
    IReadOnlyList<ClusterEvent> Events
);

/// <summary>A slot before and after a write; null where there is none.</summary>
internal sealed record SlotStep(Slot? Before, Slot? After)
{
    public Slot Either => (After ?? Before)!;
}
