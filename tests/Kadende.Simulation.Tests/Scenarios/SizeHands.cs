using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Scenarios;

/// <summary>What the user wants without writing another text.</summary>
internal sealed class SizeHands(World world, Random chance, WishBook wishes)
{
    private readonly AdoptHands _adopting = new(world, chance, wishes);

    /// <summary>What is asked for without another text: an earlier generation, a size set by hand, or a machine to be taken over.</summary>
    public void Set(Stored<Cluster> head, ClusterWish wish)
    {
        switch (chance.Next(3))
        {
            case 0:
                RollBack(head);
                break;
            case 1:
                Resize(head, wish);
                break;
            default:
                _adopting.Ask(head, wish);
                break;
        }
    }

    /// <summary>Makes an earlier generation, if one is kept, the newest one.</summary>
    private void RollBack(Stored<Cluster> head)
    {
        var cluster = head.Value;
        var earlier = world
            .Tables.Find(cluster.Id)!
            .Generations.Where(entry => entry.Key < cluster.Generation && entry.Value.Text != cluster.Source.Text)
            .ToList();
        // A group that is freed and then leaves the spec would leave its machines to their owner.
        if (earlier.Count == 0 || cluster.GroupHolds.Count > 0)
        {
            return;
        }

        var (to, source) = earlier[chance.Next(earlier.Count)];
        wishes.Save(head, source, wishes.Of(cluster.Id, to), EventKind.ClusterChanged);
        world.Journal.Say("user", $"rolls {cluster.Id} back to generation {to}:\n{source.Text}");
    }

    /// <summary>Sets a size beside the text of the spec.</summary>
    private void Resize(Stored<Cluster> head, ClusterWish wish)
    {
        var now = world.Time.Now;
        if (wish.Groups.FirstOrDefault(one => one.LogicalIds is null) is not { } group || now >= world.StormEnd)
        {
            return;
        }

        var until = now + chance.Seconds(60, 7200);
        var hand = new HandSize(
            group.InBounds(group.Size + chance.Next(-3, 4)),
            now,
            chance.Next(2) == 0 ? null
                : until < world.StormEnd ? until
                : world.StormEnd
        );
        wishes.Save(head, Sized(head.Value.Source, group.Name, hand), wish, EventKind.GroupChanged);
        world.Journal.Say("user", $"sets the size of {group.Name} in {wish.Id}: {hand}");
    }

    public static SpecSource Sized(SpecSource source, string group, HandSize hand) =>
        source with
        {
            Sizes = new Dictionary<GroupPath, HandSize>(source.Sizes) { [GroupPath.Parse(group)] = hand },
        };
}
