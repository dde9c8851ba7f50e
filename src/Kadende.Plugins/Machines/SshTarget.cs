using System.Globalization;

namespace Kadende.Plugins.Machines;

/// <summary>A machine that is reached over SSH.</summary>
/// <param name="Machine">Tells it from every other machine, whatever its address.</param>
internal sealed record SshTarget(string Machine, string Host, int Port, string User)
{
    /// <summary>The one host key that it may show, as base64 of SHA-256; null: whichever it shows first.</summary>
    public string? HostKey { get; init; }

    /// <summary>On whose behalf it is reached: callers get a fair share of the connections each.</summary>
    public string Caller { get; init; } = "";

    public string Route =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"ssh {User}@{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}"
        );
}
