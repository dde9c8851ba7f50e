namespace Kadende.Runtime.Retention;

/// <summary>Cleans one stretch of rows.</summary>
internal interface ISweep
{
    /// <summary>Rounds go through the sweeps in the order of their keys.</summary>
    string Key { get; }

    /// <summary>Cleans the next portion.</summary>
    /// <param name="after">The row behind which it begins; null: at the beginning.</param>
    Task<SweepPortion> RunAsync(string? after, CancellationToken cancellationToken);
}
