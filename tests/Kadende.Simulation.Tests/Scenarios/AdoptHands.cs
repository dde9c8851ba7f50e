using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Hands;
using Kadende.Core.Nodes;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Scenarios;

/// <summary>Adoptions of machines that exist.</summary>
internal sealed class AdoptHands(World world, Random chance, WishBook wishes)
{
    /// <summary>Wants a machine that is not ours to become a node.</summary>
    public void Ask(Stored<Cluster> head, ClusterWish wish)
    {
        var name = wish.Groups[chance.Next(wish.Groups.Count)].Name;
        var spec = world.Specs.Read(head.Value.Source).Groups.First(one => one.Path.Value == name);
        if (world.Strangers.Any(chance) is not { } machine || head.Value.HoldOf(spec.Path) is not null)
        {
            return;
        }

        var rows = world.Tables.Find(wish.Id)!.Slots.Values.SelectMany(slots => slots.Values).ToList();
        if (Decide(head.Value, spec, [.. rows.Select(row => row.Value)], machine) is { } adoption)
        {
            world.Strangers.Adopted(machine);
            Store(head, wish, adoption, rows);
            world.Journal.Say("user", $"adopts {machine} into {name} of {wish.Id}");
        }
    }

    private Adoption? Decide(Cluster cluster, GroupSpec spec, IReadOnlyList<Slot> slots, string machine)
    {
        var ask = new AdoptAsk(machine, spec.HasLogicalIds ? spec.Slots[chance.Next(spec.Slots.Count)] : null);
        var node = $"{chance.NextInt64(1L << 48):x12}-a";
        var now = world.Time.Now;
        var decision = Adoptions.Decide(
            GroupSizes.Sized(spec, now),
            slots,
            ask,
            node,
            cluster.Generation,
            new Asking("user", null, null, now)
        );
        return (decision as HandDecision<Adoption>.Changed)?.Change;
    }

    private void Store(Stored<Cluster> head, ClusterWish wish, Adoption adoption, IReadOnlyList<Stored<Slot>> rows)
    {
        var (before, after) = (adoption.Change.Before, adoption.Change.After!);
        if (adoption.RaiseSizeTo is { } size)
        {
            var hand = new HandSize(size, world.Time.Now, null);
            var source = SizeHands.Sized(head.Value.Source, after.Group.Value, hand);
            wishes.Save(head, source, wish, EventKind.GroupChanged);
        }

        var tag = rows.FirstOrDefault(row => ReferenceEquals(row.Value, before))?.ETag;
        world.Tables.Write(wish.Id, [new RowChange.PutSlot(after, tag) { Events = adoption.Change.Events }]);
        wishes.Ask(wish.Id);
    }
}
