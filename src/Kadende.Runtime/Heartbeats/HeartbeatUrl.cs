using Kadende.Core.Specs;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Heartbeats;

/// <summary>Where machines post their heartbeats, and what is wrong with a spec that needs it where nobody said.</summary>
public sealed class HeartbeatUrl(IOptions<PublicOptions> options)
{
    public const string Path = "/api/heartbeat";

    /// <summary>Null when the settings do not say how this installation is reached.</summary>
    public string? Value { get; } =
        string.IsNullOrEmpty(options.Value.Url) ? null : options.Value.Url.TrimEnd('/') + Path;

    /// <summary>Why no machine can be made of this spec; null when it can.</summary>
    public string? ProblemOf(GroupSpec spec) =>
        Value is null && InitTemplate.Speaks(spec.Init, InitTemplate.HeartbeatUrl)
            ? $"'init' asks for {{{{ {InitTemplate.HeartbeatUrl} }}}}, and this installation was not told how machines reach it: "
                + $"the operator sets {PublicOptions.Section}:Url, or write the address into the script."
            : null;
}
