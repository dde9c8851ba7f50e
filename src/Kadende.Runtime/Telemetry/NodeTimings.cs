using Kadende.Core.Nodes;
using Kadende.Core.Planning;

namespace Kadende.Runtime.Telemetry;

/// <summary>Measures how long nodes take, from the changes of their rows.</summary>
internal static class NodeTimings
{
    public static void Record(string cluster, IEnumerable<SlotChange> changes, DateTimeOffset now)
    {
        foreach (var change in changes)
        {
            foreach (var node in change.After?.Nodes ?? [])
            {
                var before = change.Before?.Nodes.FirstOrDefault(old =>
                    string.Equals(old.Id, node.Id, StringComparison.Ordinal)
                );
                Record(cluster, change, before, node, now);
            }
        }
    }

    private static void Record(string cluster, SlotChange change, Node? before, Node node, DateTimeOffset now)
    {
        KeyValuePair<string, object?>[] tags = [new("cluster", cluster), new("group", change.After!.Group.Value)];
        if (before is null)
        {
            if (change.Before?.Nodes.LastOrDefault(old => old.State == NodeState.Unhealthy) is { } ill)
            {
                PassMetrics.DecideDuration.Record((now - ill.Since).TotalSeconds, tags);
            }

            return;
        }

        if (before.InstanceId is null && node is { InstanceId: not null, AskedAt: { } asked })
        {
            PassMetrics.CreateDuration.Record((now - asked).TotalSeconds, tags);
        }

        if (before.State != node.State && node is { State: NodeState.Unhealthy, Health.BadSince: { } badSince })
        {
            PassMetrics.DetectDuration.Record((now - badSince).TotalSeconds, tags);
        }

        if (!before.Health.SeenHealthy && node.Health.SeenHealthy)
        {
            PassMetrics.ReadyDuration.Record((now - node.CreatedAt).TotalSeconds, tags);
        }
    }
}
