namespace Kadende.Runtime.Retention;

/// <summary>What a round did.</summary>
/// <param name="Removed">How many rows it removed.</param>
/// <param name="IsOver">It came to the end; otherwise the next round goes on where it stopped.</param>
public sealed record RetentionReport(int Removed, bool IsOver);
