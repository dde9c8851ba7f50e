using Kadende.Core.Events;
using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>A group that a person took out of management and then deleted: its nodes are forgotten, its machines stay.</summary>
internal static class Release
{
    public static void Plan(GroupDraft draft)
    {
        foreach (var slot in draft.Slots)
        {
            slot.IsSurplus = true;
            foreach (var node in slot.Nodes.Where(node => node.State != NodeState.Deleting).ToList())
            {
                slot.Remove(
                    node,
                    NodeTrigger.LetGo,
                    NodeEvents.Of(
                        EventKind.NodeForgotten,
                        slot.Group,
                        node,
                        "Freed",
                        "Its group is not managed and goes; its machine stays as it is."
                    )
                );
            }
        }
    }
}
