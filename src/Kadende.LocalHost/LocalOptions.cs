using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Kadende.LocalHost;

/// <summary>The one-machine host; section <c>Kadende:Local</c>.</summary>
public sealed class LocalOptions
{
    public const string Section = "Kadende:Local";

    /// <summary>Where the API listens on 127.0.0.1; 0 takes any free port.</summary>
    [Range(0, 65535)]
    public int Port { get; init; } = 7071;

    /// <summary>How often the due list is read.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan TickInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many clusters are looked at at the same time.</summary>
    [Range(1, 1000)]
    public int MaxPasses { get; init; } = 16;

    /// <summary>How many groups of one cluster are looked at at the same time.</summary>
    [Range(1, 200)]
    public int MaxGroups { get; init; } = 8;

    /// <summary>How long the other groups of a cluster wait for a look at one; after that it goes on by itself.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan LongLook { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The first wait after a pass that failed, or a due list that could not be read; it doubles from there.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan RetryFrom { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such wait.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryTo { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The wait after a failure, counted from 1.</summary>
    internal TimeSpan RetryDelay(int failures)
    {
        var doublings = Math.Min(failures - 1, 20);
        var delay = RetryFrom * (1L << doublings);
        return delay < RetryTo ? delay : RetryTo;
    }
}

[OptionsValidator]
internal sealed partial class LocalOptionsValidator : IValidateOptions<LocalOptions>;
