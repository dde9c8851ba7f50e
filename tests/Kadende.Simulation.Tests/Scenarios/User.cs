using Kadende.Core.Access;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Scenarios;

/// <summary>Somebody who changes his mind. His requests reach the store unharmed; what is simulated is what passes make of them.</summary>
internal sealed class User(World world, Random chance)
{
    private const string Team = "blue";

    private readonly Dictionary<string, ClusterWish> _wishes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GroupWish> _removed = new(StringComparer.Ordinal);

    /// <summary>The quota of the team that has all clusters; null: none, or none any more.</summary>
    public int? CreatesPerHour { get; private set; }

    public void SetQuota(int? createsPerHour)
    {
        CreatesPerHour = createsPerHour;
        var key = RecordKey.Of(Team);
        var team = new Core.Access.Team
        {
            Name = Team,
            Quotas = new TeamQuotas { CreatesPerHour = createsPerHour },
            CreatedAt = world.Time.Now,
            CreatedBy = "administrator",
        };
        world.Tables.Teams.Save(key, team, world.Tables.Teams.Find(key)?.ETag);
    }

    public void Create(ClusterWish wish)
    {
        var now = world.Time.Now;
        var cluster = new Cluster
        {
            Id = wish.Id,
            Team = Team,
            Name = wish.Id,
            Generation = 1,
            Source = wish.ToSource(),
            CreatedAt = now,
            ChangedAt = now,
        };
        world.Tables.Create(cluster, Told(EventKind.ClusterCreated));
        _wishes[wish.Id] = wish;
        world.Journal.Say("user", $"creates {wish.Id}:\n{wish.ToSource().Text}");
    }

    /// <summary>One change of what is wanted.</summary>
    public void Edit()
    {
        var wish = _wishes.Values.ElementAt(chance.Next(_wishes.Count));
        if (chance.Next(8) == 0)
        {
            LiftBreakers();
        }
        else if (chance.Next(3) == 0)
        {
            AskOfNode(wish.Id);
        }
        else if (world.Tables.Find(wish.Id)?.Head is not { } head)
        {
            Create(wish);
        }
        else if (head.Value.DeletingSince is null && chance.Next(8) == 0)
        {
            HoldGroup(head, wish.Groups[chance.Next(wish.Groups.Count)].Name);
        }
        else if (chance.Next(25) == 0 && head.Value.GroupHolds.Count == 0)
        {
            Delete(head.Value);
        }
        else if (head.Value.DeletingSince is null)
        {
            Put(Changed(wish));
        }
    }

    /// <summary>Lifts every breaker that is open.</summary>
    public void LiftBreakers()
    {
        foreach (var (id, cluster) in world.Tables.Clusters)
        {
            foreach (var row in cluster.Statuses.Values.Where(row => row.Value.Breaker is { IsOpen: true }).ToList())
            {
                var lifted = row.Value.Breaker! with { LiftedBy = "user", LiftedAt = world.Time.Now };
                var status = row.Value with { Breaker = lifted };
                world.Tables.Write(
                    id,
                    [new RowChange.PutGroup(status, row.ETag) { Events = [Told(EventKind.BreakerLifted)] }]
                );
                world.Journal.Say("user", $"lifts the breaker of {status.Path} in {id}");
                Ask(id);
            }
        }
    }

    /// <summary>Wants something that can be reached when nothing goes wrong any more.</summary>
    public void SettleDown()
    {
        LiftBreakers();
        FreeNodes();
        ManageGroups();
        foreach (var wish in _wishes.Values.ToList())
        {
            if (world.Tables.Find(wish.Id) is { Head.Value.DeletingSince: null } cluster)
            {
                var stuck = Convergence.Stuck(cluster);
                var settled = wish with
                {
                    Groups =
                    [
                        .. wish.Groups.Select(group =>
                            group with
                            {
                                Paused = false,
                                Auto = true,
                                // What was given up is tried again when its configuration changes.
                                Configuration = group.Configuration + (stuck.Contains(group.Name) ? 1 : 0),
                            }
                        ),
                    ],
                };
                Put(settled);
            }
        }
    }

    /// <summary>Wants a group left alone, or takes back all that was said of groups.</summary>
    private void HoldGroup(Stored<Cluster> head, string group)
    {
        var after = GroupRequest.Of(chance, head.Value, group, world.Time.Now);
        world.Tables.Save(head, after, Told(EventKind.GroupPaused));
        world.Journal.Say("user", $"says of groups in {after.Id}: {string.Join(' ', after.GroupHolds)}");
        Ask(after.Id);
    }

    /// <summary>Takes back every word on groups.</summary>
    private void ManageGroups()
    {
        foreach (var id in _wishes.Keys)
        {
            if (world.Tables.Find(id)?.Head is { Value.GroupHolds.Count: > 0 } head)
            {
                HoldGroup(head, "");
            }
        }
    }

    /// <summary>Something for one node: it is held, released, to be replaced, drained or kept, or declared ill.</summary>
    private void AskOfNode(string clusterId)
    {
        var rows = world.Tables.Find(clusterId)?.Slots.Values.SelectMany(slots => slots.Values).ToList() ?? [];
        if (rows.Count == 0)
        {
            return;
        }

        var row = rows[chance.Next(rows.Count)];
        if (row.Value.Nodes.LastOrDefault(node => !node.IsLeaving) is not { } node)
        {
            return;
        }

        var after =
            node.Wish is null && node.Hold is null
                ? NodeRequest.Of(chance, node, world.Time.Now, world.StormEnd)
                : Free(node);
        var slot = row.Value with { Nodes = [.. row.Value.Nodes.Select(one => one == node ? after : one)] };
        world.Tables.Write(clusterId, [new RowChange.PutSlot(slot, row.ETag) { Events = [Told(EventKind.NodeAsked)] }]);
        world.Journal.Say(
            "user",
            $"asks of {node.Id}: {after.Wish?.Kind} {after.Hold?.Kind} {after.External?.IsHealthy}"
        );
        Ask(clusterId);
    }

    private static Node Free(Node node) => node with { Hold = null, External = null };

    /// <summary>Takes back every word on single nodes.</summary>
    private void FreeNodes()
    {
        foreach (var (id, cluster) in world.Tables.Clusters)
        {
            var held = cluster
                .Slots.Values.SelectMany(slots => slots.Values)
                .Where(row => row.Value.Nodes.Any(node => node.Hold is not null || node.External is not null))
                .ToList();
            foreach (var row in held)
            {
                var slot = row.Value with { Nodes = [.. row.Value.Nodes.Select(Free)] };
                world.Tables.Write(
                    id,
                    [new RowChange.PutSlot(slot, row.ETag) { Events = [Told(EventKind.NodeReleased)] }]
                );
            }
        }
    }

    private void Put(ClusterWish wish)
    {
        var before = _wishes[wish.Id];
        var (old, source) = (before.ToSource().Text, wish.ToSource());
        if (old == source.Text)
        {
            return;
        }

        _wishes[wish.Id] = wish;
        var head = world.Tables.Find(wish.Id)!.Head!;
        var after = head.Value with
        {
            Source = source,
            Generation = head.Value.Generation + 1,
            ChangedAt = world.Time.Now,
        };
        world.Tables.Save(head, after, Told(EventKind.ClusterChanged));
        Ask(wish.Id);
        if (world.Journal.IsOn)
        {
            var lines = source.Text.Split('\n').Except(old.Split('\n'), StringComparer.Ordinal);
            world.Journal.Say("user", $"wants generation {after.Generation}:\n{string.Join('\n', lines)}");
        }
    }

    /// <summary>Makes a cluster due; that a process hears of it at once cannot be relied on.</summary>
    private void Ask(string clusterId)
    {
        world.Tables.Touch(clusterId, world.Time.Now);
        if (chance.Next(4) > 0)
        {
            world.Processes[chance.Next(world.Processes.Count)].Ring();
        }
    }

    private void Delete(Cluster cluster)
    {
        world.Tables.Save(
            world.Tables.Find(cluster.Id)!.Head!,
            cluster with
            {
                DeletingSince = world.Time.Now,
            },
            Told(EventKind.ClusterDeleting)
        );
        Ask(cluster.Id);
        world.Journal.Say("user", $"deletes {cluster.Id}");
    }

    private ClusterWish Changed(ClusterWish wish)
    {
        var kind = chance.Next(10);
        // A group that is freed and then removed would leave its machines to their owner.
        var isHeld = world.Tables.Find(wish.Id)?.Head?.Value.GroupHolds.Count > 0;
        if (kind == 0 && wish.Groups.Count > 1 && !isHeld)
        {
            var leaving = wish.Groups[chance.Next(wish.Groups.Count)];
            _removed[wish.Id + leaving.Name] = leaving;
            return wish with { Groups = [.. wish.Groups.Where(group => group != leaving)] };
        }

        if (kind <= 2 && _removed.FirstOrDefault(removed => IsBack(wish, removed)) is { Value: { } back })
        {
            _removed.Remove(wish.Id + back.Name);
            return wish with { Groups = [.. wish.Groups, back] };
        }

        var group = wish.Groups[chance.Next(wish.Groups.Count)];
        return wish.With(group, Changed(group));
    }

    private static bool IsBack(ClusterWish wish, KeyValuePair<string, GroupWish> removed) =>
        removed.Key.StartsWith(wish.Id, StringComparison.Ordinal)
        && wish.Groups.All(group => group.Name != removed.Value.Name);

    private GroupWish Changed(GroupWish group) =>
        chance.Next(14) switch
        {
            < 4 => Resized(group),
            < 7 => group with { Configuration = group.Configuration + 1 },
            7 => group with { Paused = !group.Paused },
            8 => group with { Zone = chance.Pick("zone-1", "zone-2", "zone-3") },
            9 => group with { Cloud = chance.Pick("default", "other") },
            11 => group with { Strategy = chance.Pick("rolling", "onDelete") },
            12 => group with { Mode = chance.Pick("enforce", "observe") },
            10 => group with { Label = group.Label + 1, UnhealthyAfter = chance.Next(1, 4) },
            _ => group with
            {
                Order = chance.Pick("launchFirst", "terminateFirst"),
                MaxInFlight = chance.Pick("1", "50%"),
            },
        };

    private GroupWish Resized(GroupWish group) =>
        group.LogicalIds is null
            ? group with
            {
                Size = Math.Max(0, group.Size + chance.Next(-4, 5)),
            }
            : group with
            {
                LogicalIds = [.. Enumerable.Range(1, 8).Where(_ => chance.Next(2) == 0).Select(GroupWish.IdOf)],
            };

    private static ClusterEvent Told(EventKind kind) =>
        new()
        {
            Kind = kind,
            Reason = "Requested",
            Message = "The user of the simulation wants it.",
            Actor = "user",
        };
}
