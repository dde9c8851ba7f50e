using Kadende.Core.Access;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Scenarios;

/// <summary>Somebody who changes his mind. His requests reach the store unharmed; what is simulated is what passes make of them.</summary>
internal sealed class User
{
    private const string Team = "blue";

    private readonly World _world;
    private readonly Random _chance;
    private readonly WishBook _wishes;
    private readonly NodeHands _nodes;
    private readonly SizeHands _sizes;
    private readonly Dictionary<string, GroupWish> _removed = new(StringComparer.Ordinal);

    public User(World world, Random chance)
    {
        (_world, _chance) = (world, chance);
        _wishes = new WishBook(world, chance);
        _nodes = new NodeHands(world, chance, _wishes);
        _sizes = new SizeHands(world, chance, _wishes);
    }

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
            CreatedAt = _world.Time.Now,
            CreatedBy = "administrator",
        };
        _world.Tables.Teams.Save(key, team, _world.Tables.Teams.Find(key)?.ETag);
    }

    public void Create(ClusterWish wish)
    {
        var now = _world.Time.Now;
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
        _world.Tables.Create(cluster, WishBook.Told(EventKind.ClusterCreated));
        _wishes.Remember(wish, 1);
        _world.Journal.Say("user", $"creates {wish.Id}:\n{wish.ToSource().Text}");
    }

    /// <summary>One change of what is wanted.</summary>
    public void Edit()
    {
        var wish = _wishes.All[_chance.Next(_wishes.All.Count)];
        if (_chance.Next(8) == 0)
        {
            LiftBreakers();
        }
        else if (_chance.Next(3) == 0)
        {
            _nodes.AskOfOne(wish.Id);
        }
        else if (_world.Tables.Find(wish.Id)?.Head is not { } head)
        {
            Create(wish);
        }
        else if (head.Value.DeletingSince is null && _chance.Next(8) == 0)
        {
            HoldGroup(head, wish.Groups[_chance.Next(wish.Groups.Count)].Name);
        }
        else if (head.Value.DeletingSince is null && _chance.Next(6) == 0)
        {
            _sizes.Set(head, wish);
        }
        else if (_chance.Next(25) == 0 && head.Value.GroupHolds.Count == 0)
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
        foreach (var (id, cluster) in _world.Tables.Clusters)
        {
            foreach (var row in cluster.Statuses.Values.Where(row => row.Value.Breaker is { IsOpen: true }).ToList())
            {
                var lifted = row.Value.Breaker! with { LiftedBy = "user", LiftedAt = _world.Time.Now };
                var status = row.Value with { Breaker = lifted };
                _world.Tables.Write(
                    id,
                    [new RowChange.PutGroup(status, row.ETag) { Events = [WishBook.Told(EventKind.BreakerLifted)] }]
                );
                _world.Journal.Say("user", $"lifts the breaker of {status.Path} in {id}");
                _wishes.Ask(id);
            }
        }
    }

    /// <summary>Wants something that can be reached when nothing goes wrong any more.</summary>
    public void SettleDown()
    {
        LiftBreakers();
        _nodes.FreeAll();
        ManageGroups();
        foreach (var wish in _wishes.All)
        {
            if (_world.Tables.Find(wish.Id) is { Head.Value.DeletingSince: null } cluster)
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
                                Scaling = group.Scaling?.AtRest(),
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
        var after = GroupRequest.Of(_chance, head.Value, group, _world.Time.Now);
        _world.Tables.Save(head, after, WishBook.Told(EventKind.GroupPaused));
        _world.Journal.Say("user", $"says of groups in {after.Id}: {string.Join(' ', after.GroupHolds)}");
        _wishes.Ask(after.Id);
    }

    /// <summary>Takes back every word on groups.</summary>
    private void ManageGroups()
    {
        foreach (var id in _wishes.All.Select(wish => wish.Id))
        {
            if (_world.Tables.Find(id)?.Head is { Value.GroupHolds.Count: > 0 } head)
            {
                HoldGroup(head, "");
            }
        }
    }

    private void Put(ClusterWish wish)
    {
        var (old, source) = (_wishes.Of(wish.Id).ToSource().Text, wish.ToSource());
        if (old == source.Text)
        {
            return;
        }

        _wishes.Save(_world.Tables.Find(wish.Id)!.Head!, source, wish, EventKind.ClusterChanged);
        if (_world.Journal.IsOn)
        {
            var lines = source.Text.Split('\n').Except(old.Split('\n'), StringComparer.Ordinal);
            _world.Journal.Say("user", $"wants this of {wish.Id}:\n{string.Join('\n', lines)}");
        }
    }

    private void Delete(Cluster cluster)
    {
        _world.Tables.Save(
            _world.Tables.Find(cluster.Id)!.Head!,
            cluster with
            {
                DeletingSince = _world.Time.Now,
            },
            WishBook.Told(EventKind.ClusterDeleting)
        );
        _wishes.Ask(cluster.Id);
        _world.Journal.Say("user", $"deletes {cluster.Id}");
    }

    private ClusterWish Changed(ClusterWish wish)
    {
        var kind = _chance.Next(10);
        // A group that is freed and then removed would leave its machines to their owner.
        var isHeld = _world.Tables.Find(wish.Id)?.Head?.Value.GroupHolds.Count > 0;
        if (kind == 0 && wish.Groups.Count > 1 && !isHeld)
        {
            var leaving = wish.Groups[_chance.Next(wish.Groups.Count)];
            _removed[wish.Id + leaving.Name] = leaving;
            return wish with { Groups = [.. wish.Groups.Where(group => group != leaving)] };
        }

        if (kind <= 2 && _removed.FirstOrDefault(removed => IsBack(wish, removed)) is { Value: { } back })
        {
            _removed.Remove(wish.Id + back.Name);
            return wish with { Groups = [.. wish.Groups, back] };
        }

        var group = wish.Groups[_chance.Next(wish.Groups.Count)];
        return wish.With(group, Changed(group));
    }

    private static bool IsBack(ClusterWish wish, KeyValuePair<string, GroupWish> removed) =>
        removed.Key.StartsWith(wish.Id, StringComparison.Ordinal)
        && wish.Groups.All(group => group.Name != removed.Value.Name);

    private GroupWish Changed(GroupWish group) =>
        _chance.Next(16) switch
        {
            < 4 => Resized(group),
            < 7 => group with { Configuration = group.Configuration + 1 },
            7 => group with { Paused = !group.Paused },
            8 => group with { Zone = _chance.Pick("zone-1", "zone-2", "zone-3") },
            9 => group with { Cloud = _chance.Pick("default", "other") },
            11 => group with { Strategy = _chance.Pick("rolling", "onDelete") },
            12 => group with { Mode = _chance.Pick("enforce", "observe") },
            14 => group with { Works = !group.Works },
            13 => group with { Scaling = group.Scaling?.Changed(_chance) },
            10 => group with { Label = group.Label + 1, UnhealthyAfter = _chance.Next(1, 4) },
            _ => group with
            {
                Order = _chance.Pick("launchFirst", "terminateFirst"),
                MaxInFlight = _chance.Pick("1", "50%"),
            },
        };

    private GroupWish Resized(GroupWish group) =>
        group.LogicalIds is null
            ? group with
            {
                Size = group.InBounds(group.Size + _chance.Next(-4, 5)),
            }
            : group with
            {
                LogicalIds = [.. Enumerable.Range(1, 8).Where(_ => _chance.Next(2) == 0).Select(GroupWish.IdOf)],
            };
}
