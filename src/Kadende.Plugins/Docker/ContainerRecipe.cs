using System.Globalization;
using System.Text;
using Docker.DotNet.Models;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Docker;

/// <summary>What the engine is asked to make.</summary>
internal static class ContainerRecipe
{
    /// <summary>Runs the first argument as a script of its own, then becomes the rest.</summary>
    private const string AfterInit = "/bin/sh -c \"$1\" kadende || exit; shift; [ $# -eq 0 ] || exec \"$@\"";

    /// <summary>Linux takes no longer argument.</summary>
    public const int LongestArgument = (128 * 1024) - 1;

    public static string NameOf(CreateRequest request) => $"kadende-{PluginLabels.Token(request)}";

    /// <param name="image">What the image runs by itself; null when it says nothing.</param>
    public static CreateContainerParameters Of(
        CreateRequest request,
        DockerProperties properties,
        Config? image,
        string publishOn
    )
    {
        var ports = properties
            .Ports.Select(port => string.Create(CultureInfo.InvariantCulture, $"{port}/tcp"))
            .ToList();
        var container = new CreateContainerParameters
        {
            Name = NameOf(request),
            Image = properties.Image,
            Cmd = properties.Command?.ToList(),
            Env = [.. EnvironmentOf(request, properties).Select(variable => $"{variable.Key}={variable.Value}")],
            Labels = ContainerLabels.Of(request),
            ExposedPorts = ports.ToDictionary(port => port, _ => default(EmptyStruct), StringComparer.Ordinal),
            HostConfig = new HostConfig
            {
                NetworkMode = properties.Network,
                PortBindings = ports.ToDictionary(port => port, _ => Anywhere(publishOn), StringComparer.Ordinal),
                Memory = properties.Memory ?? 0,
                NanoCPUs = (long)Math.Round(properties.Cpus * 1e9),
                Binds = [.. properties.Volumes],
                Privileged = properties.Privileged,
            },
        };
        if (request.Init is { } init)
        {
            Begin(container, init, image);
        }

        return container;
    }

    private static IList<PortBinding> Anywhere(string publishOn) =>
        [new PortBinding { HostIP = publishOn, HostPort = "" }];

    private static void Begin(CreateContainerParameters container, string init, Config? image)
    {
        if (Encoding.UTF8.GetByteCount(init) > LongestArgument)
        {
            throw new RequestRejectedException("The init of a container must be shorter than 128 KiB.");
        }

        var program = (image?.Entrypoint ?? []).Concat(container.Cmd ?? image?.Cmd ?? []);
        container.Entrypoint = ["/bin/sh", "-c", AfterInit, "kadende", init];
        container.Cmd = [.. program];
    }

    private static Dictionary<string, string> EnvironmentOf(CreateRequest request, DockerProperties properties)
    {
        var environment = new Dictionary<string, string>(properties.Environment, StringComparer.Ordinal)
        {
            ["KADENDE_TOKEN"] = request.Token,
        };
        Add("KADENDE_NODE", request.Labels.GetValueOrDefault(LabelNames.Node));
        Add("KADENDE_CLUSTER", request.Labels.GetValueOrDefault(LabelNames.Cluster));
        Add("KADENDE_GROUP", request.Labels.GetValueOrDefault(LabelNames.Group));
        Add("KADENDE_LOGICAL_ID", request.LogicalId);
        return environment;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                environment[name] = value;
            }
        }
    }
}
