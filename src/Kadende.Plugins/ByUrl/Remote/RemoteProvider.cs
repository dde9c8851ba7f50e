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

    /// <summary>How many questions may go with a call: two of the handshake, and what is listed before and after it.</summary>
    private const int Questions = 4;

    /// <summary>Our own limits come first, so that what a plugin took too long for is told of as such.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly RemoteLine _line;
    private readonly RemoteInstances _instances;
    private readonly RemoteCreation _creation;

    public RemoteProvider(PluginRef plugin, PluginAddress.Remote address, RemoteLine line)
    {
        var options = line.Options;
        _line = line;
        _instances = new RemoteInstances(line, address.Type);
        _creation = new RemoteCreation(_instances, address, line);
        Url = address.Shown;
        Description = new ProviderDescription(
            plugin.Name,
            RemoteVersion.Of(plugin, RemoteInstances.Version),
            $"The plugin at {address}.",
            Schema,
            new ProviderCapabilities
            {
                IdempotentCreate = false,
                RepeatableCreate = true,
                ListDelay = TimeSpan.Zero,
                CreateBatch = 1,
                DestroyBatch = 1,
                Parallelism = 8,
                CallTimeout = Longer(line.Acts.Longest, options.CallTimeout + Questions * options.Timeout) + Margin,
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
            results.Add(await _creation.CreateAsync(request, cancellationToken));
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
            if (PluginLabels.NameOwner(request.Labels))
            {
                // The protocol lets anybody label anything.
                var all = await _instances.ListAsync(RemoteInstances.AnyLabels, cancellationToken);
                var machine = all.FirstOrDefault(one => one.Id == request.InstanceId);
                PluginLabels.CheckOwner(
                    request.InstanceId,
                    machine?.Labels ?? RemoteInstances.AnyLabels,
                    request.Labels
                );
            }

            await _instances.LabelAsync(request.InstanceId, request.Labels, cancellationToken);
        }
        catch (RpcException refusal)
        {
            throw await IsGoneAsync(request.InstanceId, cancellationToken)
                ? new InstanceGoneException($"There is no machine '{request.InstanceId}'.", refusal)
                : new RequestRejectedException(refusal.Message, refusal);
        }
    }

    private async Task<DestroyResult> DestroyAsync(DestroyRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _line.Acts.JoinAsync(
                new ActKey(Url, "Destroy", request.InstanceId),
                _line.Options.CallTimeout,
                async token =>
                {
                    await _instances.DestroyAsync(request.InstanceId, request.Reason, token);
                    return "";
                },
                cancellationToken
            );
            return answer is not null
                ? new DestroyResult.Accepted()
                : new DestroyResult.Failed(
                    new ProviderUnavailableException(
                        $"The plugin {_line.Client.Name} is still removing '{request.InstanceId}'."
                    )
                );
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

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
