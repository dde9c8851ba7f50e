using System.Text.RegularExpressions;
using Docker.DotNet.Models;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Docker;

/// <summary>A container as a machine.</summary>
internal static partial class ContainerView
{
    /// <summary>Null when the container is none of ours.</summary>
    public static Instance? Of(ContainerListResponse container, DockerEngine engine, DockerOptions options)
    {
        if (ContainerLabels.Read(container.Labels) is not { } labels)
        {
            return null;
        }

        var published = (container.Ports ?? []).Where(port => port.PublicPort > 0).ToList();
        return new Instance
        {
            Id = container.ID,
            State = StateOf(container.State),
            Labels = labels,
            LogicalId = ContainerLabels.LogicalIdOf(container.Labels),
            CreatedAt = new DateTimeOffset(DateTime.SpecifyKind(container.Created, DateTimeKind.Utc)),
            Address = AddressOf(container, published.Count > 0, engine, options),
            Ports = published
                .GroupBy(port => (int)port.PrivatePort)
                .ToDictionary(ports => ports.Key, ports => ports.Min(port => (int)port.PublicPort)),
            Details = DetailsOf(container),
        };
    }

    public static InstanceState StateOf(string? state) =>
        state switch
        {
            "created" or "initialized" or "configured" or "restarting" => InstanceState.Starting,
            "running" => InstanceState.Running,
            "paused" or "exited" or "stopped" or "stopping" => InstanceState.Stopped,
            "dead" => InstanceState.Failed,
            "removing" => InstanceState.Terminating,
            _ => InstanceState.Unknown,
        };

    private static string? AddressOf(
        ContainerListResponse container,
        bool isPublished,
        DockerEngine engine,
        DockerOptions options
    )
    {
        var networks = container.NetworkSettings?.Networks ?? new Dictionary<string, EndpointSettings>();
        if (isPublished)
        {
            return options.PublishOn is "0.0.0.0" or "::" ? EngineAddress.MachineOf(engine.Host) : options.PublishOn;
        }

        return networks.ContainsKey("host")
            ? EngineAddress.MachineOf(engine.Host)
            : networks
                .OrderBy(network => network.Key, StringComparer.Ordinal)
                .Select(network => network.Value?.IPAddress)
                .FirstOrDefault(address => !string.IsNullOrEmpty(address));
    }

    private static Dictionary<string, string> DetailsOf(ContainerListResponse container)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal) { ["image"] = container.Image };
        if (container.Names is [var name, ..])
        {
            details["name"] = name.TrimStart('/');
        }

        // The rest of that text says how long ago, and would change at every look.
        if (ExitCode().Match(container.Status ?? "") is { Success: true } ended)
        {
            details["exitCode"] = ended.Groups["code"].Value;
        }

        return details;
    }

    [GeneratedRegex(
        @"^Exited \((?<code>-?[0-9]+)\)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ExitCode();
}
