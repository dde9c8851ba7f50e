using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Runtime.Passes;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Flavours;

/// <summary>A machine that flavours are called about.</summary>
/// <param name="SlotKey">The slot that the node fills.</param>
/// <param name="Source">The configuration that the machine was made from: its flavours are the ones that count.</param>
internal sealed record FlavourTarget(string SlotKey, Node Node, Instance Instance, GroupSource Source)
{
    public IReadOnlyList<FlavourSpec> Flavours => Source.Spec.Flavours;

    /// <summary>The node's machine as it was listed; when it was not, as the node's record has it.</summary>
    public static FlavourTarget Of(GroupLook look, string slotKey, Node node, GroupSource source) =>
        new(
            slotKey,
            node,
            look.View.Instances.Select(seen => seen.Instance).FirstOrDefault(instance => instance.Id == node.InstanceId)
                ?? FlavourNodes.Recorded(node),
            source
        );
}
