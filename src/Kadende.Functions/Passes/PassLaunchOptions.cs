using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Kadende.Functions.Passes;

/// <summary>How passes are started.</summary>
public sealed class PassLaunchOptions
{
    public const string Section = "Kadende:PassLaunch";

    /// <summary>How many passes are being started at once.</summary>
    [Range(1, 128)]
    public int Parallel { get; init; } = 16;

    /// <summary>
    /// How long a pass may make no step until it is given up. Above the time limit of a function in <c>host.json</c>: a group whose
    /// activity still runs makes no step either.
    /// </summary>
    [Range(typeof(TimeSpan), "00:15:00", "1.00:00:00")]
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromMinutes(30);
}

[OptionsValidator]
internal sealed partial class PassLaunchOptionsValidator : IValidateOptions<PassLaunchOptions>;
