using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Kadende.Functions.Passes;

/// <summary>How the timer starts passes.</summary>
public sealed class PassLaunchOptions
{
    public const string Section = "Kadende:PassLaunch";

    /// <summary>How many passes are being started at once.</summary>
    [Range(1, 128)]
    public int Parallel { get; init; } = 16;
}

[OptionsValidator]
internal sealed partial class PassLaunchOptionsValidator : IValidateOptions<PassLaunchOptions>;
