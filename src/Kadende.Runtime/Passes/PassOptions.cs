using System.ComponentModel.DataAnnotations;
using Kadende.Core.Planning;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Passes;

/// <summary>Bounds of passes that are the operator's to set. Section <c>Kadende:Passes</c>.</summary>
public sealed class PassOptions
{
    public const string Section = "Kadende:Passes";

    /// <summary>How many nodes one look begins to make at most; the rest follows in the next round at once.</summary>
    [Range(1, 10_000)]
    public int MaxCreates { get; init; } = 1000;

    /// <summary>How long an unknown machine must have been seen before it is removed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan UnknownAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How soon a group that is on its way is looked at again; five times that where listings lag.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan UnsettledLook { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many health checks of one group run at once.</summary>
    [Range(1, 1000)]
    public int ProbeParallelism { get; init; } = 200;

    /// <summary>How many generations of a spec are kept at least; those that nodes were made from stay besides.</summary>
    [Range(1, 1000)]
    public int KeepGenerations { get; init; } = 50;

    internal PlanLimits ToLimits() =>
        new()
        {
            MaxCreates = MaxCreates,
            UnknownAfter = UnknownAfter,
            UnsettledLook = UnsettledLook,
        };
}

[OptionsValidator]
internal sealed partial class PassOptionsValidator : IValidateOptions<PassOptions>;
