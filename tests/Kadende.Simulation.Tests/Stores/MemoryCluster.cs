using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Stores;

/// <summary>The partition of one cluster.</summary>
internal sealed class MemoryCluster
{
    public Stored<Cluster>? Head { get; set; }

    public SortedDictionary<long, SpecSource> Generations { get; } = [];

    public SortedDictionary<string, Stored<GroupStatus>> Statuses { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, SortedDictionary<string, Stored<Slot>>> Slots { get; } =
        new(StringComparer.Ordinal);

    public List<StoredEvent> Events { get; } = [];

    public IEnumerable<Slot> AllSlots => Slots.Values.SelectMany(slots => slots.Values).Select(slot => slot.Value);

    public SortedDictionary<string, Stored<Slot>> SlotsOf(GroupPath group)
    {
        if (!Slots.TryGetValue(group.Value, out var slots))
        {
            slots = new SortedDictionary<string, Stored<Slot>>(SlotKeys.Order);
            Slots.Add(group.Value, slots);
        }

        return slots;
    }
}
