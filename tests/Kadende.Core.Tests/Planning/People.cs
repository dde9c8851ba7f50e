using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Core.Tests.Planning;

/// <summary>What people do to the nodes of a world.</summary>
internal static class People
{
    /// <summary>What a person does to a node.</summary>
    public static void Touch(this World world, string node, Func<Node, Node> change) =>
        world.Slots = [
            .. world.Slots.Select(slot =>
                slot with
                {
                    Nodes = [.. slot.Nodes.Select(known => known.Id == node ? change(known) : known)],
                }
            ),
        ];

    public static void Wish(this World world, string node, WishKind kind, TimeSpan? lasting = null) =>
        world.Touch(
            node,
            known => known with { Wish = new NodeWish(kind, "ada", "a look", world.Now, world.Now + lasting) }
        );

    public static void HoldNode(this World world, string node, HoldKind kind, TimeSpan? lasting = null) =>
        world.Touch(
            node,
            known => known with { Hold = new NodeHold(kind, "ada", null, world.Now, world.Now + lasting) }
        );

    /// <summary>A node that is to take over a machine.</summary>
    public static void Place(this World world, string slot, string machine) =>
        world.Slots.Add(
            new Slot
            {
                Group = GroupPath.Parse("web"),
                Key = slot,
                Lineage = Lineage.Fresh,
                Nodes =
                [
                    new Node
                    {
                        Id = "adopted",
                        State = NodeState.Creating,
                        Since = world.Now,
                        CreatedAt = world.Now,
                        ConfigHash = world.Wanted!.ConfigHash,
                        Generation = world.Generation,
                        AdoptId = machine,
                    },
                ],
            }
        );

    public static void LiftBreaker(this World world) =>
        world.Status = world.Status! with
        {
            Breaker = world.Status.Breaker! with { LiftedBy = "ada", LiftedAt = world.Now },
        };
}
