namespace Kadende.Runtime.Passes;

/// <summary>Work that runs side by side, within a bound.</summary>
internal static class SideBySide
{
    /// <summary>The same in the same order, beginning with another one each time: should not all get their turn, it is not always the same ones.</summary>
    public static IEnumerable<T> Turned<T>(IEnumerable<T> items, DateTimeOffset now)
    {
        var all = items.ToList();
        var first = all.Count == 0 ? 0 : (int)(now.UtcTicks / TimeSpan.TicksPerMillisecond % all.Count);
        return all.Skip(first).Concat(all.Take(first));
    }

    /// <summary>It runs where its caller runs, as what is awaited does, so that whoever owns that place sees all of the work.</summary>
    public static Task ForEachAsync<T>(
        IEnumerable<T> items,
        int atMost,
        Func<T, CancellationToken, ValueTask> act,
        CancellationToken cancellationToken
    ) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = atMost,
                TaskScheduler = TaskScheduler.Current,
                CancellationToken = cancellationToken,
            },
            act
        );
}
