namespace Kadende.Plugins.Flavours.Jobs;

/// <summary>Commands that run on a machine one after the other, apart from whoever began them.</summary>
/// <param name="NodeId">With the name it says which job it is: it is begun at most once.</param>
/// <param name="Name">Such as <c>0-run</c>: letters, digits and dashes.</param>
/// <param name="Commands">What is run, each by a shell of its own; the first that fails is the last.</param>
/// <param name="Environment">Variables for every command.</param>
/// <param name="Timeout">How long one command may take.</param>
internal sealed record MachineJob(
    string NodeId,
    string Name,
    IReadOnlyList<string> Commands,
    IReadOnlyDictionary<string, string> Environment,
    TimeSpan Timeout
)
{
    /// <summary>A job that ended longer ago than this is begun anew; null: never.</summary>
    public TimeSpan? ForgottenAfter { get; init; }
}
