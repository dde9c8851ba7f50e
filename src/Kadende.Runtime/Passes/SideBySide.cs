namespace Kadende.Runtime.Passes;

/// <summary>Work that runs side by side, within a bound.</summary>
internal static class SideBySide
{
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
