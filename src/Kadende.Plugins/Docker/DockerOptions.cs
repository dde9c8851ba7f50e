using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Kadende.Plugins.Docker;

/// <summary>Settings of the provider <c>docker</c>.</summary>
public sealed class DockerOptions : IValidatableObject
{
    private const string Socket = "unix:///var/run/docker.sock";

    /// <summary>The engine of groups that name none; empty: <c>DOCKER_HOST</c>, and without it the socket of this machine.</summary>
    public string Host { get; init; } = "";

    /// <summary>Other engines that specs may name in <c>host</c>.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Where the engine publishes ports. Any address but a loopback one opens them to others.</summary>
    [Required]
    public string PublishOn { get; init; } = "127.0.0.1";

    /// <summary>Folders of the engine's machine that specs may mount, with what is below them.</summary>
    public IReadOnlyList<string> BindMounts { get; init; } = [];

    /// <summary>Specs may ask for privileged containers and for the network of the engine's machine or of another container.</summary>
    public bool AllowPrivileged { get; init; }

    internal string DefaultHost =>
        Host.Length > 0 ? Host
        : Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } told ? told
        : Socket;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var host in Hosts.Append(Host).Where(host => host.Length > 0 && !EngineAddress.TryParse(host, out _)))
        {
            yield return new ValidationResult(
                $"'{host}' is no address of a Docker engine: write {EngineAddress.Rule}.",
                [nameof(Hosts)]
            );
        }

        if (!IPAddress.TryParse(PublishOn, out _))
        {
            yield return new ValidationResult($"'{PublishOn}' is no IP address.", [nameof(PublishOn)]);
        }

        foreach (var folder in BindMounts.Where(folder => !folder.StartsWith('/')))
        {
            yield return new ValidationResult($"'{folder}' is no absolute path.", [nameof(BindMounts)]);
        }
    }
}
