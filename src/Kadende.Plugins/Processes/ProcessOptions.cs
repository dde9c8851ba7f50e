using System.ComponentModel.DataAnnotations;

namespace Kadende.Plugins.Processes;

/// <summary>Settings of the provider <c>process</c>.</summary>
public sealed class ProcessOptions : IValidatableObject
{
    /// <summary>Holds one folder for each installation, and in it one for each node.</summary>
    [Required]
    public string Directory { get; init; } = ".kadende/processes";

    /// <summary>The first port of this machine that nodes are given.</summary>
    [Range(1024, 65535)]
    public int PortFrom { get; init; } = 20000;

    /// <summary>The last port of this machine that nodes are given.</summary>
    [Range(1024, 65535)]
    public int PortTo { get; init; } = 29999;

    /// <summary>How long a process may take to end by itself before it is killed.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a node's <c>output.log</c> may become, in bytes; then it goes on empty, and the old one is kept beside it.</summary>
    [Range(64 * 1024, 1024 * 1024 * 1024)]
    public int LogLimit { get; init; } = 16 * 1024 * 1024;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PortTo < PortFrom)
        {
            yield return new ValidationResult(
                $"{nameof(PortTo)} ({PortTo}) must not be below {nameof(PortFrom)} ({PortFrom}).",
                [nameof(PortTo)]
            );
        }
    }
}
