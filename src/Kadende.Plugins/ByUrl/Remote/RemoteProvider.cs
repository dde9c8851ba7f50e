using System.Text.Json;
using Kadende.Core.Specs;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>
/// A provider that is a program of its own, spoken to by InfraKit's Instance protocol. It has no idempotency key, so a machine is looked
/// for by its node before it is asked for; and it calls the removal of a machine that is gone an error, so what it lists decides.
/// </summary>
internal sealed class RemoteProvider : IProvider, IFromUrl
{
    private const string Schema = """
        {
          "type": "object",
          "properties": {
            "Attachments": {
              "description": "what is attached to the machine, such as { ID: vol-1, Type: ebs }",
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["ID", "Type"],
                "properties": { "ID": { "type": "string" }, "Type": { "type": "string" } }
              }
            }
          }
        }
        """;

    /// <summary>Our own limits come first, so that what a plugin took too long for is told of as such.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly RemoteInstances _instances;

    public RemoteProvider(PluginRef plugin, RpcClient client, PluginAddress.Remote address, PluginUrlOptions options)
    {
        _instances = new RemoteInstances(client, address.Type, options);
        Url = address.Shown;
        Description = new ProviderDescription(
            plugin.Name,
            RemoteVersion.Of(plugin, RemoteInstances.Version),
            $"The plugin at {address}.",
            Schema,
            new ProviderCapabilities
            {
                IdempotentCreate = false,
                ListDelay = TimeSpan.Zero,
                CreateBatch = 1,
                DestroyBatch = 1,
                Parallelism = 8,
                CallTimeout = options.CallTimeout + options.Timeout + options.Timeout + Margin,
                LabelsInPlace = true,
                HasAddresses = false,
            }
        );
    }

    public ProviderDescription Description { get; }

    public string Url { get; }

    public async Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await _instances.ValidateAsync(properties, cancellationToken);
            return [];
        }
        catch (RpcException refusal)
        {
            return [new PropertyFault("", refusal.Message)];
        }
    }

    public string ScopeOf(JsonElement properties) => Url;

    public async Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        var results = new List<CreateResult>(requests.Count);
        foreach (var request in requests)
        {
            results.Add(await CreateAsync(request, cancellationToken));
        }

        return results;
    }

    public async Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return new InstancePage(await _instances.ListAsync(request.Labels, cancellationToken), null);
        }
        catch (RpcException refusal)
        {
            throw new ProviderUnavailableException(refusal.Message, refusal);
        }
    }

    public async Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    )
    {
        var results = new List<DestroyResult>(requests.Count);
        foreach (var request in requests)
        {
            results.Add(await DestroyAsync(request, cancellationToken));
        }

        return results;
    }

    public async Task LabelAsync(LabelRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await _instances.LabelAsync(request.InstanceId, request.Labels, cancellationToken);
        }
        catch (RpcException refusal)
        {
            throw await IsGoneAsync(request.InstanceId, cancellationToken)
                ? new InstanceGoneException($"There is no machine '{request.InstanceId}'.", refusal)
                : new RequestRejectedException(refusal.Message, refusal);
        }
    }

    private async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return new CreateResult.Created(
                await _instances.FindAsync(request.Labels, cancellationToken)
                    ?? await ProvisionAsync(request, cancellationToken)
            );
        }
        catch (ProviderException failure)
        {
            return new CreateResult.Failed(failure);
        }
        catch (RpcException refusal)
        {
            return new CreateResult.Failed(new ProviderUnavailableException(refusal.Message, refusal));
        }
    }

    private async Task<Instance> ProvisionAsync(CreateRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _instances.ProvisionAsync(request, cancellationToken);
        }
        catch (RpcException refusal)
        {
            // It may have made the machine before it met what it tells of.
            return await _instances.FindAsync(request.Labels, cancellationToken)
                ?? throw new RequestRejectedException(refusal.Message, refusal);
        }
    }

    private async Task<DestroyResult> DestroyAsync(DestroyRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await _instances.DestroyAsync(request.InstanceId, cancellationToken);
            return new DestroyResult.Accepted();
        }
        catch (RpcException refusal)
        {
            return await IsGoneAsync(request.InstanceId, cancellationToken)
                ? new DestroyResult.Accepted()
                : new DestroyResult.Failed(new RequestRejectedException(refusal.Message, refusal));
        }
        catch (ProviderException failure)
        {
            return new DestroyResult.Failed(failure);
        }
    }

    private async Task<bool> IsGoneAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var all = await _instances.ListAsync(RemoteInstances.AnyLabels, cancellationToken);
            return !all.Any(instance => string.Equals(instance.Id, id, StringComparison.Ordinal));
        }
        catch (RpcException refusal)
        {
            throw new ProviderUnavailableException(refusal.Message, refusal);
        }
    }
}
