using System.Text.Json;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Docker;

/// <summary>Each node is a container of a Docker engine, or of Podman's service, which answers the same calls.</summary>
public sealed class DockerProvider : IProvider, IMachineExec, IConsoleOutput, IDisposable
{
    private readonly DockerOptions _options;
    private readonly DockerEngines _engines;
    private readonly ContainerCreation _creation;

    public DockerProvider(IOptions<DockerOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _engines = new DockerEngines(_options, time);
        _creation = new ContainerCreation(_engines, _options);
    }

    public ProviderDescription Description { get; } =
        new(
            "docker",
            "1.0.0",
            "Runs each node as a container of a Docker or Podman engine.",
            DockerProperties.Schema,
            new ProviderCapabilities
            {
                IdempotentCreate = true,
                ListDelay = TimeSpan.Zero,
                // A create may have to pull the image first.
                CallTimeout = ImagePull.Limit + TimeSpan.FromMinutes(2),
            }
        );

    public async Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var parsed = DockerProperties.Parse(properties);
        List<PropertyFault> faults = [.. DockerRules.Faults(parsed, _options)];
        return faults.Any(fault => fault.Path == "host")
            ? faults
            : [.. faults, .. await EngineCheck.FaultsAsync(_engines.Find(properties), parsed, cancellationToken)];
    }

    public bool UsesHost(JsonElement properties) => true;

    public string ScopeOf(JsonElement properties) => DockerProperties.HostOf(properties) ?? _options.DefaultHost;

    public async Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        var results = new List<CreateResult>();
        foreach (var request in requests)
        {
            try
            {
                results.Add(new CreateResult.Created(await _creation.CreateAsync(request, cancellationToken)));
            }
            catch (ProviderException failure)
            {
                results.Add(new CreateResult.Failed(failure));
            }
        }

        return results;
    }

    public async Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken)
    {
        var engine = _engines.Find(request.Properties);
        var list = ContainerCreation.ListOf(ContainerLabels.Filter(request.Labels));
        var containers = await engine.AskAsync(
            token => engine.Client.Containers.ListContainersAsync(list, token),
            cancellationToken
        );
        return new InstancePage(
            [
                .. containers
                    .Select(container => ContainerView.Of(container, engine, _options))
                    .OfType<Instance>()
                    .Where(instance => PluginLabels.Match(instance.Labels, request.Labels))
                    .OrderBy(instance => instance.Id, StringComparer.Ordinal),
            ],
            NextPageToken: null
        );
    }

    public async Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    )
    {
        var results = new List<DestroyResult>();
        foreach (var request in requests)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add(await ContainerRemoval.DestroyAsync(_engines, request, cancellationToken));
        }

        return results;
    }

    public Task LabelAsync(LabelRequest request, CancellationToken cancellationToken) =>
        throw new RequestRejectedException("The labels of a container cannot be changed.");

    public Task<ExecResult> ExecAsync(ExecRequest request, CancellationToken cancellationToken) =>
        ContainerExec.RunAsync(
            _engines.Find(request.Properties),
            request with
            {
                InstanceId = ContainerRemoval.Known(request.InstanceId),
            },
            cancellationToken
        );

    public Task<string?> ReadConsoleAsync(
        string instanceId,
        JsonElement properties,
        CancellationToken cancellationToken
    ) =>
        ContainerExec.ReadConsoleAsync(
            _engines.Find(properties),
            ContainerRemoval.Known(instanceId),
            cancellationToken
        );

    public void Dispose() => _engines.Dispose();
}
