using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Retention;

/// <summary>How long what happened is kept. Section <c>Kadende:Retention</c>.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Kadende:Retention";

    /// <summary>Events of clusters that exist. Those that name a node that exists, or one that it replaced, stay longer.</summary>
    // What a group waits for is told from the events of a week.
    [Range(typeof(TimeSpan), "7.00:00:00", "3650.00:00:00")]
    public TimeSpan Events { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Events of a cluster that is gone, from when it went.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan DeletedClusters { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The audit.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Audit { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Logs of nodes that are gone, from their last line.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan GoneNodeLogs { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Finished orchestrations of the Azure host, from when they were made.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan Orchestrations { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How many rows a round looks at; the next goes on where it stopped.</summary>
    [Range(100, 1_000_000)]
    public int RowsPerRound { get; init; } = 5000;
}

[OptionsValidator]
internal sealed partial class RetentionOptionsValidator : IValidateOptions<RetentionOptions>;
