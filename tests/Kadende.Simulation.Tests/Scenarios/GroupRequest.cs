using Kadende.Core.Clusters;
using Kadende.Core.Specs;

namespace Kadende.Simulation.Tests.Scenarios;

/// <summary>What a person may ask of a group.</summary>
internal static class GroupRequest
{
    /// <summary>The group is to be left alone; where a group is so already, none is any more.</summary>
    public static Cluster Of(Random chance, Cluster cluster, string group, DateTimeOffset now)
    {
        var kind = chance.Pick(GroupHoldKind.Paused, GroupHoldKind.Freed);
        var holds = new Dictionary<GroupPath, GroupHold>();
        if (cluster.GroupHolds.Count == 0)
        {
            holds.Add(GroupPath.Parse(group), new GroupHold(kind, "user", null, now));
        }

        return cluster with
        {
            GroupHolds = holds,
        };
    }
}
