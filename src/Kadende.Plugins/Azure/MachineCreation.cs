using System.Text.Json.Nodes;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Azure;

/// <summary>
/// Makes one machine: its public address, its network interface, then itself. The first two carry the machine's labels, so that they are
/// found and removed when the last step never comes.
/// </summary>
internal sealed class MachineCreation(AzureApi api, AzureProperties properties, AzureOptions options)
{
    private readonly MachineRemoval _removal = new(api, options);

    public async Task<Instance> CreateAsync(CreateRequest request, CancellationToken cancellationToken)
    {
        var id = MachineId.Of(properties, PluginLabels.Token(request));
        var body = new MachineBody(properties, id, request);
        var machine = body.Machine;
        if (await FindAsync(id, cancellationToken) is { } existing)
        {
            return existing;
        }

        try
        {
            return await MakeAsync(id, body, machine, cancellationToken);
        }
        catch (ProviderException failure) when (failure is not ProviderUnavailableException)
        {
            await TidyAsync(id, cancellationToken);
            throw;
        }
    }

    private async Task<Instance> MakeAsync(
        MachineId id,
        MachineBody body,
        JsonObject machine,
        CancellationToken cancellationToken
    )
    {
        if (properties.PublicIp)
        {
            await MakePartAsync(id.AddressPath, body.Address, cancellationToken);
        }

        await MakePartAsync(id.InterfacePath, body.Interface, cancellationToken);
        var answer = await api.PutAsync(id.Path, AzureVersions.Compute, machine, onlyNew: true, cancellationToken);
        if (answer.Status is 409 or 412 && await FindAsync(id, cancellationToken) is { } made)
        {
            // Another call with the same token was faster, or an answer was lost on its way.
            return made;
        }

        answer.Ensure();
        var end = await api.EndAsync(answer, options.CreateWait, cancellationToken);
        if (end is { IsFailure: true })
        {
            await DropAsync(id, AzureFailure.Of(end), cancellationToken);
        }

        return MachineView.Of(properties, answer.Body, answer.Body, null, null);
    }

    private async Task MakePartAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        var answer = await api.PutAsync(path, AzureVersions.Network, body, onlyNew: false, cancellationToken);
        var end = await api.EndAsync(answer.Ensure(), options.NetworkWait, cancellationToken);
        if (end is null)
        {
            throw new ProviderUnavailableException(
                $"Azure has not made {path} within {options.NetworkWait.TotalSeconds:0.###} s."
            );
        }

        end.Ensure();
    }

    /// <summary>A machine that failed early still exists; a failure promises that none does.</summary>
    private async Task DropAsync(MachineId id, ProviderException failure, CancellationToken cancellationToken)
    {
        try
        {
            await _removal.RemoveAsync(id, cancellationToken);
        }
        catch (ProviderException left)
        {
            throw new ProviderUnavailableException(
                $"{failure.Message} It could not be removed: {left.Message}",
                failure
            );
        }

        throw failure;
    }

    /// <summary>What stays behind all the same is listed as a failed machine, and removed as one.</summary>
    private async Task TidyAsync(MachineId id, CancellationToken cancellationToken)
    {
        try
        {
            await _removal.RemovePartsAsync(id, cancellationToken);
        }
        catch (ProviderException)
        {
            // The failure that led here is the one to tell.
        }
    }

    private async Task<Instance?> FindAsync(MachineId id, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync($"{id.Path}?$expand=instanceView", AzureVersions.Compute, cancellationToken);
        return answer.IsMissing ? null : MachineView.Of(properties, answer.Ensure().Body, answer.Body, null, null);
    }
}
