namespace Kadende.Runtime.Passes;

/// <summary>Bounds of work that runs side by side.</summary>
internal static class SideBySide
{
    /// <summary>It runs where its caller runs, as what is awaited does, so that whoever owns that place sees all of the work.</summary>
    public static ParallelOptions AtMost(int count, CancellationToken cancellationToken) =>
        new()
        {
            MaxDegreeOfParallelism = count,
            TaskScheduler = TaskScheduler.Current,
            CancellationToken = cancellationToken,
        };
}
