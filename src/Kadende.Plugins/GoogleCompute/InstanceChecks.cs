using Kadende.Plugins.Rest;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.GoogleCompute;

/// <summary>Asks Google whether it knows what a spec names, before an instance is paid for.</summary>
internal sealed class InstanceChecks(GoogleApi api, InstanceProperties properties, GoogleComputeOptions options)
{
    private IReadOnlyList<(string Path, string Text)> Zones =>
        properties.Zones is { Count: > 0 } named ? named : [("", options.Zone)];

    public async Task<IReadOnlyList<PropertyFault>> FindAsync(CancellationToken cancellationToken)
    {
        if (await api.FindAsync("", cancellationToken) is not { } project)
        {
            return
            [
                new PropertyFault(
                    properties.PathIfWritten("project"),
                    $"There is no project '{api.Project}' that these credentials may see."
                ),
            ];
        }

        IEnumerable<PropertyFault>[] found = await Task.WhenAll([
            ImageAsync(cancellationToken),
            NetworkAsync(cancellationToken),
            .. Zones.Select(zone => ZoneAsync(zone.Path, zone.Text, cancellationToken)),
        ]);
        var keys = InstanceView.ItemIn(project.Field("commonInstanceMetadata"), "ssh-keys");
        return [.. found.SelectMany(faults => faults).Concat(KeyFaults(keys)).Distinct()];
    }

    private IEnumerable<PropertyFault> KeyFaults(string? keysOfTheProject)
    {
        if (properties.Key is { } key && !key.Contains(':', StringComparison.Ordinal))
        {
            var users = (keysOfTheProject ?? "").Split('\n').Select(line => line.Split(':')[0].Trim());
            if (!users.Contains(key, StringComparer.Ordinal))
            {
                yield return new PropertyFault(
                    "key",
                    $"The metadata of the project '{api.Project}' has no SSH key of a user '{key}': write the public key too, "
                        + $"as '{key}:ssh-ed25519 AAAA...', or add it to the project's metadata."
                );
            }
        }
    }

    private async Task<IEnumerable<PropertyFault>> ImageAsync(CancellationToken cancellationToken)
    {
        var image = properties.Image ?? options.Image;
        var link = ImageName.LinkOf(image, properties.ImageProject, api.Project);
        return await api.FindAnywhereAsync(link, cancellationToken) is null
            ?
            [
                new PropertyFault(
                    properties.PathIfWritten("image"),
                    $"Google has no image '{link}': write a family, such as debian-12 or ubuntu-2404-lts-amd64, one of your own with its "
                        + "'imageProject', or the link of an image, such as projects/my-project/global/images/my-image."
                ),
            ]
            : [];
    }

    private async Task<IEnumerable<PropertyFault>> NetworkAsync(CancellationToken cancellationToken) =>
        properties.Network is { } network
        && await api.FindAsync($"/global/networks/{network}", cancellationToken) is null
            ? [new PropertyFault("network", $"The project '{api.Project}' has no network '{network}'.")]
            : [];

    private async Task<IEnumerable<PropertyFault>> ZoneAsync(
        string path,
        string zone,
        CancellationToken cancellationToken
    )
    {
        if (await api.FindAsync($"/zones/{zone}", cancellationToken) is not { } known)
        {
            return [new PropertyFault(path, $"Google has no zone '{zone}': write one such as us-central1-a.")];
        }

        var faults = new List<PropertyFault>();
        if (known.TextOf("status") == "DOWN")
        {
            faults.Add(new PropertyFault(path, $"The zone '{zone}' is down now: leave it out for the time being."));
        }

        var type = properties.MachineType ?? options.MachineType;
        await CheckAsync(
            $"/zones/{zone}/machineTypes/{type}",
            properties.MachineTypePath,
            $"The zone '{zone}' has no machine type '{type}': write one such as e2-small."
        );
        if (properties.DiskType is { } disk)
        {
            await CheckAsync(
                $"/zones/{zone}/diskTypes/{disk}",
                "diskType",
                $"The zone '{zone}' has no disk type '{disk}': write one such as pd-balanced."
            );
        }

        if (properties.Subnet is { } subnet)
        {
            var region = InstanceBody.RegionOf(zone);
            await CheckAsync(
                $"/regions/{region}/subnetworks/{subnet}",
                "subnet",
                $"The region '{region}' has no subnet '{subnet}' in the project '{api.Project}'."
            );
        }

        return faults;

        async Task CheckAsync(string what, string where, string message)
        {
            if (await api.FindAsync(what, cancellationToken) is null)
            {
                faults.Add(new PropertyFault(where, message));
            }
        }
    }
}
