using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.GoogleCompute;

/// <summary>Makes the instances of one call, side by side.</summary>
internal sealed class InstanceCreation(GoogleApi api, InstanceProperties properties, GoogleComputeOptions options)
{
    public async Task<IReadOnlyList<CreateResult>> RunAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    ) => await Task.WhenAll(requests.Select(request => RunAsync(request, cancellationToken)));

    private async Task<CreateResult> RunAsync(CreateRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return new CreateResult.Created(await MakeAsync(request, cancellationToken));
        }
        catch (InstanceGoneException failure)
        {
            // Nothing that exists was asked for: what is not found is the zone, the image or the like.
            return new CreateResult.Failed(new RequestRejectedException(failure.Message, failure));
        }
        catch (ProviderException failure)
        {
            return new CreateResult.Failed(failure);
        }
    }

    private async Task<Instance> MakeAsync(CreateRequest request, CancellationToken cancellationToken)
    {
        var zone = properties.Zones is { Count: > 0 } zones ? zones[request.Spread % zones.Count].Text : options.Zone;
        var body = InstanceBody.Of(request, properties, options, api.Project, zone);
        var name = GoogleNames.InstanceOf(request.Token);
        var isNew = await api.InsertAsync(zone, GoogleNames.RequestOf(request.Token), body, cancellationToken);
        if (await api.FindAsync($"/zones/{zone}/instances/{name}", cancellationToken) is not { } found)
        {
            throw new ProviderUnavailableException($"Google makes the instance '{name}', but does not show it yet.");
        }

        var instance = InstanceView.Of(found, properties.UsesPrivateAddress);
        return isNew || IsOurs(instance, request)
            ? instance
            : throw new RequestRejectedException(
                $"In {zone} there is an instance '{name}' of somebody else: delete or rename it."
            );
    }

    private static bool IsOurs(Instance instance, CreateRequest request) =>
        instance.Labels.GetValueOrDefault(LabelNames.Installation)
        == request.Labels.GetValueOrDefault(LabelNames.Installation);
}
