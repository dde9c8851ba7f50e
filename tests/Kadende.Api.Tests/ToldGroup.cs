using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Api.Tests;

/// <summary>A change of a group's row as a pass makes it, with one event.</summary>
internal static class ToldGroup
{
    public static RowChange.PutGroup Of(int number) =>
        new(
            new GroupStatus
            {
                Path = GroupPath.Parse($"group{number}"),
                Generation = 1,
                State = ConvergenceState.Converged,
                Wanted = 0,
                Present = 0,
                Healthy = 0,
                Changing = 0,
            },
            null
        )
        {
            Events =
            [
                new ClusterEvent
                {
                    Kind = EventKind.NodeRunning,
                    Node = $"node{number}",
                    Reason = "Up",
                    Message = "It is up.",
                },
            ],
        };
}
