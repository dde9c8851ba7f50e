using System.Text.Json;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.GoogleCompute;

/// <summary>Each node is an instance at Google Compute Engine.</summary>
public sealed class GoogleComputeProvider(
    IOptions<GoogleComputeOptions> options,
    IOptions<ProbeOptions> networks,
    TimeProvider time
) : IProvider, IConsoleOutput, IDisposable
{
    private const int ConsoleLength = 64 << 10;

    private readonly GoogleComputeOptions _options = options.Value;
    private readonly GoogleAccess _access = new(options.Value, networks.Value, time);

    public ProviderDescription Description { get; } =
        new(
            "gcd",
            "0.0.1",
            "Makes instances at Google Compute Engine.",
            InstanceSchema.Text,
            new ProviderCapabilities
            {
                // A name is given once in a zone, and the zone follows from the request.
                IdempotentCreate = true,
                ListDelay = options.Value.ListDelay,
                CreateBatch = 10,
                DestroyBatch = 10,
                Parallelism = 4,
                LabelsInPlace = true,
            }
        )
        {
            Aliases = ["gcp"],
        };

    public async Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        var parsed = new InstanceProperties(properties);
        var faults = parsed.Faults().ToList();
        return faults.Count > 0
            ? faults
            : await new InstanceChecks(_access.ApiOf(parsed), parsed, _options).FindAsync(cancellationToken);
    }

    public Task<IReadOnlyList<PropertyFault>> CheckRoomAsync(
        JsonElement properties,
        int more,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var parsed = Checked(properties);
        return new InstanceRoom(_access.ApiOf(parsed), parsed, _options).FindAsync(more, cancellationToken);
    }

    public bool UsesHost(JsonElement properties) => !OwnCredentials.AreIn(properties, "credentials");

    /// <summary>A listing covers all zones of the project.</summary>
    public string ScopeOf(JsonElement properties) => _access.ScopeOf(new InstanceProperties(properties));

    public Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var properties = Checked(requests[0].Properties);
        return new InstanceCreation(_access.ApiOf(properties), properties, _options).RunAsync(
            requests,
            cancellationToken
        );
    }

    public async Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var properties = Checked(request.Properties);
        var (instances, next) = await _access
            .ApiOf(properties)
            .ListAsync(GoogleLabels.FilterFor(request.Labels), request.PageToken, cancellationToken);
        return new InstancePage(
            [
                .. instances
                    .Select(instance => InstanceView.Of(instance, properties.UsesPrivateAddress))
                    .Where(instance => PluginLabels.Match(instance.Labels, request.Labels)),
            ],
            next
        );
    }

    public async Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var api = _access.ApiOf(Checked(requests[0].Properties));
        return await Task.WhenAll(requests.Select(request => DestroyAsync(api, request.InstanceId, cancellationToken)));
    }

    public async Task LabelAsync(LabelRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var api = _access.ApiOf(Checked(request.Properties));
        await new InstanceLabels(api, IdOf(request.InstanceId)).SetAsync(request.Labels, cancellationToken);
    }

    public async Task<string?> ReadConsoleAsync(
        string instanceId,
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        var id = IdOf(instanceId);
        var output =
            await _access
                .ApiOf(Checked(properties))
                .FindAsync($"/zones/{id.Zone}/instances/{id.Number}/serialPort?port=1", cancellationToken)
            ?? throw Gone(instanceId);
        return output.TextOf("contents") switch
        {
            null or "" => null,
            { Length: > ConsoleLength } text => text[^ConsoleLength..],
            var text => text,
        };
    }

    public void Dispose() => _access.Dispose();

    private static async Task<DestroyResult> DestroyAsync(
        GoogleApi api,
        string instanceId,
        CancellationToken cancellationToken
    )
    {
        try
        {
            // What is no id of ours is no instance, and must not become part of a path.
            if (InstanceId.Parse(instanceId) is { } id)
            {
                await api.DeleteAsync(id, cancellationToken);
            }

            return new DestroyResult.Accepted();
        }
        catch (ProviderException failure)
        {
            return new DestroyResult.Failed(failure);
        }
    }

    private static InstanceId IdOf(string instanceId) => InstanceId.Parse(instanceId) ?? throw Gone(instanceId);

    private static InstanceGoneException Gone(string instanceId) => new($"There is no instance '{instanceId}'.");

    private static InstanceProperties Checked(JsonElement properties)
    {
        var parsed = new InstanceProperties(properties);
        return parsed.Faults().FirstOrDefault() is { } fault
            ? throw new RequestRejectedException($"{fault.Path}: {fault.Message}")
            : parsed;
    }
}
