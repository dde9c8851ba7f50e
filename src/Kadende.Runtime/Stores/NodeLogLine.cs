namespace Kadende.Runtime.Stores;

/// <summary>One line of a node's log.</summary>
/// <param name="Source">The flavour that wrote it, or <see cref="Console"/>.</param>
public sealed record NodeLogLine(DateTimeOffset At, string Source, string Text)
{
    /// <summary>The source of what the machine itself wrote to its console.</summary>
    public const string Console = "console";
}
