using System.Text.Json;
using Azure.Core;
using Kadende.Plugins.Health.Probing;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Azure;

/// <summary>Virtual machines of Azure, made one by one in a resource group through Azure Resource Manager.</summary>
public sealed class AzureProvider : IProvider, IConsoleOutput, IDisposable
{
    private readonly AzureOptions _options;
    private readonly AzureTransports _transports;
    private readonly AzureApis _apis;
    private readonly BootLog _bootLog;

    public AzureProvider(IOptions<AzureOptions> options, IOptions<ProbeOptions> networks, TimeProvider time)
        : this(options, networks, time, null) { }

    /// <param name="credentialOf">Null: Azure's own credentials.</param>
    internal AzureProvider(
        IOptions<AzureOptions> options,
        IOptions<ProbeOptions> networks,
        TimeProvider time,
        Func<AzureAccess, TokenCredential>? credentialOf
    )
    {
        _options = options.Value;
        _transports = new AzureTransports(networks.Value);
        _apis = new AzureApis(_options, _transports, time, credentialOf);
        _bootLog = new BootLog(_options, _transports);
        Description = new ProviderDescription(
            "azure",
            "1.0.0",
            "Makes virtual machines in a resource group of Azure.",
            AzureSchema.Text,
            new ProviderCapabilities
            {
                IdempotentCreate = true,
                ListDelay = _options.ListDelay,
                Parallelism = _options.Parallelism,
                CallTimeout = _options.CallTimeout,
                LabelsInPlace = true,
            }
        );
    }

    public ProviderDescription Description { get; }

    public async Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var parsed = AzureProperties.Parse(properties);
        List<PropertyFault> faults = [.. parsed.Faults(_options)];

        // Without a good address and credentials there is nobody to ask.
        if (parsed.Access.Faults(_options).Any())
        {
            return faults;
        }

        try
        {
            return [.. faults, .. await ValidationOf(parsed).FaultsAsync(cancellationToken)];
        }
        catch (ProviderException) when (faults.Count > 0)
        {
            // What is known without an answer is told now, and the rest when there is one.
            return faults;
        }
    }

    public Task<IReadOnlyList<PropertyFault>> CheckRoomAsync(
        JsonElement properties,
        int more,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValidationOf(AzureProperties.Checked(properties, _options)).RoomFaultsAsync(more, cancellationToken);
    }

    public bool UsesHost(JsonElement properties) =>
        !OwnCredentials.AreIn(properties, "tenantId", "clientId", "clientSecret");

    public string ScopeOf(JsonElement properties) => AzureProperties.Parse(properties).Scope;

    public async Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var results = new List<CreateResult>();
        foreach (var request in requests)
        {
            results.Add(await CreateAsync(request, cancellationToken));
        }

        return results;
    }

    public async Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var properties = AzureProperties.Checked(request.Properties, _options);
        var listing = new MachineListing(_apis.Of(properties.Access), properties);
        return new InstancePage(await listing.ListAsync(request.Labels, cancellationToken), null);
    }

    public async Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var results = new List<DestroyResult>();
        foreach (var request in requests)
        {
            results.Add(await DestroyAsync(request, cancellationToken));
        }

        return results;
    }

    public Task LabelAsync(LabelRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return MachineLabels.SetAsync(ApiOf(request.Properties), IdOf(request.InstanceId), request, cancellationToken);
    }

    public Task<string?> ReadConsoleAsync(
        string instanceId,
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _bootLog.ReadAsync(ApiOf(properties), IdOf(instanceId), cancellationToken);
    }

    public void Dispose() => _transports.Dispose();

    private async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var properties = AzureProperties.Checked(request.Properties, _options);
            var creation = new MachineCreation(_apis.Of(properties.Access), properties, _options);
            return new CreateResult.Created(await creation.CreateAsync(request, cancellationToken));
        }
        catch (ProviderException failure)
        {
            return new CreateResult.Failed(failure);
        }
    }

    private async Task<DestroyResult> DestroyAsync(DestroyRequest request, CancellationToken cancellationToken)
    {
        // What is no id of ours was never made by us.
        if (!MachineId.TryParse(request.InstanceId, out var id))
        {
            return new DestroyResult.Accepted();
        }

        try
        {
            await new MachineRemoval(ApiOf(request.Properties), _options).RemoveAsync(id, cancellationToken);
            return new DestroyResult.Accepted();
        }
        catch (ProviderException failure)
        {
            return new DestroyResult.Failed(failure);
        }
    }

    private AzureValidation ValidationOf(AzureProperties properties) => new(_apis.Of(properties.Access), properties);

    private AzureApi ApiOf(JsonElement properties) => _apis.Of(AzureProperties.Checked(properties, _options).Access);

    private static MachineId IdOf(string instanceId) =>
        MachineId.TryParse(instanceId, out var id)
            ? id
            : throw new InstanceGoneException($"There is no machine '{instanceId}'.");
}
