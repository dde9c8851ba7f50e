using System.Globalization;
using System.Text.Json;
using Kadende.Plugins.Health.Probing;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>Each node is a droplet at DigitalOcean.</summary>
public sealed class DigitalOceanProvider(
    IOptions<DigitalOceanOptions> options,
    IOptions<ProbeOptions> networks,
    TimeProvider time
) : IProvider, IDisposable
{
    private readonly DigitalOceanOptions _options = options.Value;
    private readonly DigitalOceanAccess _access = new(options.Value, networks.Value, time);

    public ProviderDescription Description { get; } =
        new(
            "digitalOcean",
            "1.0.0",
            "Makes droplets at DigitalOcean.",
            DropletSchema.Text,
            new ProviderCapabilities
            {
                // Two calls with one token at once can make two droplets: there is no key to tell the API that they are one.
                IdempotentCreate = false,
                ListDelay = options.Value.ListDelay,
                CreateBatch = 10,
                DestroyBatch = 1,
                // 250 calls a minute are allowed to an account.
                Parallelism = 4,
                LabelsInPlace = true,
            }
        );

    public async Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        var parsed = DropletProperties.Parse(properties);
        var faults = parsed.Faults().ToList();
        return faults.Count > 0
            ? faults
            : await new DropletChecks(_access.ApiOf(parsed), parsed, _options).FindAsync(cancellationToken);
    }

    public Task<IReadOnlyList<PropertyFault>> CheckRoomAsync(
        JsonElement properties,
        int more,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        return DropletRoom.FindAsync(_access.ApiOf(Checked(properties)), more, cancellationToken);
    }

    public bool UsesHost(JsonElement properties) => !OwnCredentials.AreIn(properties, "token");

    /// <summary>A listing covers all regions of the account that the token belongs to.</summary>
    public string ScopeOf(JsonElement properties) => _access.ScopeOf(DropletProperties.Parse(properties));

    public Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        var properties = Checked(requests[0].Properties);
        return new DropletCreation(_access.ApiOf(properties), properties, _options).RunAsync(
            requests,
            cancellationToken
        );
    }

    public async Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken)
    {
        var properties = Checked(request.Properties);
        var page = int.TryParse(request.PageToken, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 1;
        var (droplets, next) = await _access
            .ApiOf(properties)
            .ListDropletsAsync(DropletSearch.TagFor(request.Labels), page, cancellationToken);
        return new InstancePage(
            [
                .. droplets
                    .Select(droplet => DropletView.Of(droplet, properties.UsesPrivateAddress))
                    .Where(instance => PluginLabels.Match(instance.Labels, request.Labels)),
            ],
            next?.ToString(CultureInfo.InvariantCulture)
        );
    }

    public async Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var api = _access.ApiOf(Checked(requests[0].Properties));
        var results = new List<DestroyResult>();
        foreach (var request in requests)
        {
            results.Add(await DestroyAsync(api, request.InstanceId, cancellationToken));
        }

        return results;
    }

    public async Task LabelAsync(LabelRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var api = _access.ApiOf(Checked(request.Properties));
        if (
            !IsId(request.InstanceId)
            || await api.FindDropletAsync(request.InstanceId, cancellationToken) is not { } droplet
        )
        {
            throw new InstanceGoneException($"There is no droplet '{request.InstanceId}'.");
        }

        await DropletLabels.SetAsync(api, droplet, request, cancellationToken);
    }

    public void Dispose() => _access.Dispose();

    private static async Task<DestroyResult> DestroyAsync(
        DigitalOceanApi api,
        string id,
        CancellationToken cancellationToken
    )
    {
        try
        {
            // What is no number is no droplet, and must not become part of a path.
            if (IsId(id))
            {
                await api.DeleteDropletAsync(id, cancellationToken);
            }

            return new DestroyResult.Accepted();
        }
        catch (ProviderException failure)
        {
            return new DestroyResult.Failed(failure);
        }
    }

    private static bool IsId(string id) => id.Length is > 0 and < 20 && id.All(char.IsAsciiDigit);

    private static DropletProperties Checked(JsonElement properties)
    {
        var parsed = DropletProperties.Parse(properties);
        return parsed.Faults().FirstOrDefault() is { } fault
            ? throw new RequestRejectedException($"{fault.Path}: {fault.Message}")
            : parsed;
    }
}
