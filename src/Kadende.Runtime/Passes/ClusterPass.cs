namespace Kadende.Runtime.Passes;

/// <summary>
/// A pass over one cluster: rounds of load, one look at each group, complete. Deterministic over its port, so that a Durable orchestrator
/// can replay it: no clock, no I/O, nothing but the port and what it answered.
/// </summary>
public static class ClusterPass
{
    /// <summary>A pass ends after this time even when there is more to do; the cluster is then due at once.</summary>
    public static readonly TimeSpan LongestPass = TimeSpan.FromMinutes(1);

    /// <returns>When the cluster is due next; null when it is gone.</returns>
    public static async Task<DateTimeOffset?> RunAsync(PassRequest request, IPassPort port)
    {
        var deadline = port.Now + LongestPass;
        var isNew = false;
        while (true)
        {
            var load = await port.LoadAsync(request);
            if (!load.Exists)
            {
                return null;
            }

            isNew |= load.NewGeneration;
            var outcomes = await Task.WhenAll(
                load.Groups.Select(group => port.ReconcileGroupAsync(new GroupWork(request.ClusterId, group)))
            );
            if (port.Now < deadline && await StaysAsync(outcomes, port))
            {
                continue;
            }

            var end = await port.CompleteAsync(
                CompletionOf(load with { NewGeneration = isNew }, outcomes, request.ClusterId, port.Now)
            );
            if (!end.Again || port.Now >= deadline)
            {
                return end.NextLook;
            }

            request = request with { Due = null };
        }
    }

    /// <summary>Whether the pass looks again by itself, after the wait that the groups ask for.</summary>
    private static async Task<bool> StaysAsync(GroupOutcome[] outcomes, IPassPort port)
    {
        if (outcomes.Any(outcome => outcome.Again))
        {
            return true;
        }

        if (outcomes.Length == 0 || port.LongestWait == TimeSpan.Zero)
        {
            return false;
        }

        var wait = outcomes.Min(outcome => outcome.NextLook) - port.Now;
        if (wait > port.LongestWait)
        {
            return false;
        }

        await port.WaitAsync(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        return true;
    }

    private static PassCompletion CompletionOf(
        PassLoad load,
        GroupOutcome[] outcomes,
        string clusterId,
        DateTimeOffset now
    ) =>
        new(
            clusterId,
            outcomes.Select(outcome => outcome.Generation).Append(load.Generation).Min(),
            outcomes.Select(outcome => outcome.NextLook).DefaultIfEmpty(now).Min(),
            outcomes.All(outcome => outcome.Gone),
            [.. outcomes.SelectMany(outcome => outcome.NeededGenerations ?? []).Distinct().Order()],
            load.NewGeneration && outcomes.All(outcome => outcome.NeededGenerations is not null),
            load.Due
        );
}
