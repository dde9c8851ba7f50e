namespace Kadende.Cli.Server;

/// <summary>A cluster as the server tells of it. Words are kept as they come, so that a newer server's can be shown too.</summary>
internal sealed record ClusterAnswer(
    string Id,
    string Name,
    string Team,
    string Version,
    long Generation,
    string State,
    IReadOnlyList<ConditionAnswer> Conditions,
    IReadOnlyList<GroupAnswer> Groups,
    DateTimeOffset ChangedAt
)
{
    public const string Converged = "Converged";
    public const string Deleting = "Deleting";

    /// <summary>What the plugins could not be asked when this was written; null: an older server, which does not tell.</summary>
    public IReadOnlyList<FaultAnswer>? Warnings { get; init; }

    public int Wanted => Groups.Sum(group => group.Wanted);

    public int Healthy => Groups.Sum(group => group.Healthy);
}

internal sealed record GroupAnswer(
    string Path,
    string State,
    int Wanted,
    int Present,
    int Healthy,
    int Changing,
    IReadOnlyList<ConditionAnswer> Conditions
);

internal sealed record ConditionAnswer(string Type, DateTimeOffset Since, string Message);
