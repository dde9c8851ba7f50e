using System.ComponentModel.DataAnnotations;
using Kadende.Plugins.Net;

namespace Kadende.Plugins.ByUrl;

/// <summary>Which plugins of users' own may be named by URL, and how they are called. Section <c>Kadende:PluginUrls</c>.</summary>
public sealed class PluginUrlOptions : IValidatableObject
{
    public const string Section = "Kadende:PluginUrls";

    /// <summary>Hosts that URLs may name: <c>plugins.example.org</c>, <c>*.example.org</c> or <c>*</c>. None: no URLs.</summary>
    public IReadOnlyList<string> AllowHosts { get; init; } = [];

    /// <summary>Hosts that may be spoken to without TLS, besides this machine itself.</summary>
    public IReadOnlyList<string> AllowHttp { get; init; } = [];

    /// <summary>Folders whose sockets URLs may name.</summary>
    public IReadOnlyList<string> AllowUnixSockets { get; init; } = [];

    /// <summary>Networks that hosts may be in.</summary>
    public NetworkOptions Networks { get; init; } = new();

    /// <summary>Teams whose editors may name URLs, or <c>*</c> for all. None: nobody may.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>How long an answer of a remote plugin, or a package, may be, in bytes. A package unpacked may have ten times as many.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaxBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>How long a download, or a question to a remote plugin, may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one look waits for a remote plugin to make, label or remove a machine. The call goes on, and later looks ask for its answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a remote plugin may take in all to make a machine: for so long after a call whose answer is not known, nothing else is
    /// asked for in its place.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestCall { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>After so many failures in a row a remote plugin is left alone for <see cref="BreakFor"/>.</summary>
    [Range(1, 100)]
    public int BreakAfter { get; init; } = 5;

    /// <summary>How long a remote plugin that fails is left alone before one call tries it again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan BreakFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a plugin that nobody asks for stays loaded.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan UnloadAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A folder for packages that were fetched. It may be emptied at any time.</summary>
    [Required]
    public string Cache { get; init; } = ".kadende/plugins";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        NetworkRules
            .Faults($"{Section}:{nameof(Networks)}", nameof(NetworkOptions.Allow), Networks.Allow)
            .Concat(NetworkRules.Faults($"{Section}:{nameof(Networks)}", nameof(NetworkOptions.Deny), Networks.Deny))
            .Concat(
                AllowUnixSockets
                    .Select((folder, index) => (folder, index))
                    .Where(entry => !Path.IsPathRooted(entry.folder))
                    .Select(entry => new ValidationResult(
                        $"{Section}:{nameof(AllowUnixSockets)}:{entry.index} '{entry.folder}' must be an absolute path.",
                        [nameof(AllowUnixSockets)]
                    ))
            );
}
