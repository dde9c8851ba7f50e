using Kadende.Sdk;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Azure;

/// <summary>Removes machines with all that was made with them.</summary>
internal sealed class MachineRemoval(AzureApi api, AzureOptions options)
{
    /// <summary>Azure removes the disk, the interface and the address with the machine; without one, they are removed here.</summary>
    /// <exception cref="ProviderException">Something may still be there.</exception>
    public async Task RemoveAsync(MachineId id, CancellationToken cancellationToken)
    {
        var answer = await api.DeleteAsync(id.Path, AzureVersions.Compute, cancellationToken);
        if (answer.IsMissing || answer.Status == 204)
        {
            await RemovePartsAsync(id, cancellationToken);
        }
        else
        {
            answer.Ensure();
        }
    }

    /// <summary>The parts of a machine that was never made. An address goes after its interface, at latest when it is listed next.</summary>
    public async Task RemovePartsAsync(MachineId id, CancellationToken cancellationToken)
    {
        if (await RemovePartAsync(id.InterfacePath, cancellationToken))
        {
            await RemovePartAsync(id.AddressPath, cancellationToken);
        }
    }

    /// <summary>Whether it is gone for good.</summary>
    private async Task<bool> RemovePartAsync(string path, CancellationToken cancellationToken)
    {
        var found = await api.GetAsync(path, AzureVersions.Network, cancellationToken);
        if (found.IsMissing || found.Ensure().Body.At("tags", LabelNames.Node) is null)
        {
            // What we did not make is left alone, whatever its name.
            return true;
        }

        var answer = await api.DeleteAsync(path, AzureVersions.Network, cancellationToken);
        if (answer.IsMissing)
        {
            return true;
        }

        var end = await api.EndAsync(answer.Ensure(), options.NetworkWait, cancellationToken);
        return end?.Ensure() is not null;
    }
}
