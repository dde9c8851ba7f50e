using Kadende.Core.Nodes;
using Kadende.Core.Planning;

namespace Kadende.Runtime.Passes;

/// <summary>
/// What came of an act on a slot's node. Applied to the slot as it is when it is recorded: another act on the same slot may have been
/// recorded before.
/// </summary>
/// <param name="IsStep">Something is over, so that another look may find more to do at once.</param>
internal sealed record SlotOutcome(string SlotKey, string NodeId, bool IsStep, Func<Slot, SlotChange?> Apply)
{
    /// <summary>What it means for the act's slot that a look had no time to begin it; null when no slot tells of it.</summary>
    public static SlotOutcome? Unbegun(GroupLook look, Act act)
    {
        var (key, node) = act switch
        {
            Act.Create create => (create.SlotKey, create.Node),
            Act.Adopt adopt => (adopt.SlotKey, adopt.Node),
            Act.Destroy { SlotKey: { } slot, InstanceId: var machine } => (slot, NodeOf(look, slot, machine)),
            _ => ("", null),
        };
        if (node is null)
        {
            return null;
        }

        var before = look
            .View.Slots.FirstOrDefault(slot => slot.Key == key)
            ?.Nodes.FirstOrDefault(known => known.Id == node.Id);
        return new SlotOutcome(key, node.Id, IsStep: true, slot => Core.Planning.Unbegun.Of(slot, node.Id, before));
    }

    private static Node? NodeOf(GroupLook look, string slot, string machine) =>
        look.Slots.GetValueOrDefault(slot)?.Value.Nodes.FirstOrDefault(node => node.InstanceId == machine);

    /// <summary>One change for each slot, with all that came of its acts.</summary>
    public static IReadOnlyList<SlotChange> Merge(GroupLook look, IEnumerable<SlotOutcome> outcomes)
    {
        var changes = new Dictionary<string, SlotChange>(StringComparer.Ordinal);
        foreach (var outcome in outcomes)
        {
            var known = changes.GetValueOrDefault(outcome.SlotKey);
            var slot = known?.After ?? look.Slots.GetValueOrDefault(outcome.SlotKey)?.Value;
            if (slot is not null && outcome.ChangeOf(slot) is { } change)
            {
                changes[outcome.SlotKey] = known is null
                    ? change
                    : change with
                    {
                        Before = known.Before,
                        Events = [.. known.Events, .. change.Events],
                    };
            }
        }

        return [.. changes.Values];
    }

    private SlotChange? ChangeOf(Slot slot) =>
        slot.Nodes.Any(node => string.Equals(node.Id, NodeId, StringComparison.Ordinal)) ? Apply(slot) : null;
}
