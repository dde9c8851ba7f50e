using System.Globalization;
using Kadende.Core.Clusters;

namespace Kadende.Simulation.Tests.Scenarios;

/// <summary>What a user of a simulation wants of a cluster.</summary>
internal sealed record ClusterWish(string Id, IReadOnlyList<GroupWish> Groups)
{
    private static readonly string[] Names = ["web", "worker", "db"];

    public static ClusterWish Draw(Random chance, string id, string interval)
    {
        var names = Names.Take(chance.Pick(1, 1, 2, 3));
        return new ClusterWish(id, [.. names.Select(name => GroupWish.Draw(chance, name, interval))]);
    }

    public ClusterWish With(GroupWish before, GroupWish after) =>
        this with
        {
            Groups = [.. Groups.Select(group => group == before ? after : group)],
        };

    public SpecSource ToSource() =>
        SpecSource.Of(
            string.Create(
                CultureInfo.InvariantCulture,
                $"version: \"1\"\nname: {Id}\ngroups:\n{string.Concat(Groups.Select(group => group.ToYaml()))}"
            )
        );
}
