using System.Text.Json;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>Asks DigitalOcean whether it knows what a spec names, before a droplet is paid for.</summary>
internal sealed class DropletChecks(DigitalOceanApi api, DropletProperties properties, DigitalOceanOptions options)
{
    public async Task<IReadOnlyList<PropertyFault>> FindAsync(CancellationToken cancellationToken)
    {
        IEnumerable<PropertyFault>[] found = await Task.WhenAll(
            SizeAsync(cancellationToken),
            ImageAsync(cancellationToken),
            KeysAsync(cancellationToken),
            VpcAsync(cancellationToken),
            AccountAsync(cancellationToken)
        );
        return [.. found.SelectMany(faults => faults)];
    }

    private async Task<IEnumerable<PropertyFault>> SizeAsync(CancellationToken cancellationToken)
    {
        var regions = await api.ListAllAsync("/v2/regions", "regions", cancellationToken);
        var sizes = await api.ListAllAsync("/v2/sizes", "sizes", cancellationToken);
        var slug = properties.Size ?? "";
        var size = sizes.Where(one => one.TextOf("slug") == slug).Select(one => (JsonElement?)one).FirstOrDefault();
        var faults = new List<PropertyFault>();
        if (size is null)
        {
            faults.Add(
                new PropertyFault(
                    SizePath,
                    $"DigitalOcean has no droplets of the size '{slug}': see its list of sizes."
                )
            );
        }

        var wanted = properties.Regions is { Count: > 0 } named ? named : [("", options.Region)];
        foreach (var (path, region) in wanted)
        {
            if (!regions.Any(one => one.TextOf("slug") == region && one.IsTrue("available")))
            {
                var open = regions.Where(one => one.IsTrue("available")).Select(one => one.TextOf("slug")).Order();
                faults.Add(
                    new PropertyFault(
                        path,
                        $"The region '{region}' takes no droplets. Regions that do: {string.Join(", ", open)}."
                    )
                );
            }
            else if (size is { } known && (!known.IsTrue("available") || !known.TextsOf("regions").Contains(region)))
            {
                faults.Add(
                    new PropertyFault(
                        SizePath,
                        $"Droplets of the size '{slug}' are not to be had in '{region}', but in: {string.Join(", ", known.TextsOf("regions").Order())}."
                    )
                );
            }
        }

        return faults;
    }

    private string SizePath =>
        properties.Source.Field("size") is not null ? "size"
        : properties.Source.Field("memory") is null ? ""
        : "memory";

    private async Task<IEnumerable<PropertyFault>> ImageAsync(CancellationToken cancellationToken)
    {
        var image = properties.Image ?? options.Image;
        return await api.FindAsync($"/v2/images/{Uri.EscapeDataString(image)}", cancellationToken) is null
            ?
            [
                new PropertyFault(
                    properties.Image is null ? "" : "image",
                    $"DigitalOcean has no image '{image}': write the slug of a public image, such as ubuntu-24-04-x64, or the id of one of your own."
                ),
            ]
            : [];
    }

    private async Task<IEnumerable<PropertyFault>> KeysAsync(CancellationToken cancellationToken)
    {
        if (properties.SshKeys.Count == 0)
        {
            return [];
        }

        var known = await api.ListAllAsync("/v2/account/keys", "ssh_keys", cancellationToken);
        return properties
            .SshKeys.Where(key => DropletKeys.Find(known, key.Text) is null)
            .Select(key => new PropertyFault(key.Path, DropletKeys.UnknownSentence(known, key.Text)));
    }

    private async Task<IEnumerable<PropertyFault>> VpcAsync(CancellationToken cancellationToken)
    {
        if (properties.Vpc is not { } id)
        {
            return [];
        }

        if ((await api.FindAsync($"/v2/vpcs/{id}", cancellationToken))?.Field("vpc") is not { } vpc)
        {
            return [new PropertyFault("vpc", $"The account has no VPC network '{id}'.")];
        }

        var there = vpc.TextOf("region");
        return properties
            .Regions.Select(region => region.Text)
            .DefaultIfEmpty(options.Region)
            .Where(region => region != there)
            .Select(region => new PropertyFault(
                "vpc",
                $"The VPC network '{id}' is in '{there}': droplets in '{region}' cannot join it."
            ));
    }

    private async Task<IEnumerable<PropertyFault>> AccountAsync(CancellationToken cancellationToken)
    {
        var account = (await api.FindAsync("/v2/account", cancellationToken))?.Field("account") ?? default;
        return account switch
        {
            _ when account.TextOf("status") == "locked" =>
            [
                new PropertyFault(
                    "",
                    "The account is locked, so that it makes no droplets: ask DigitalOcean's support."
                ),
            ],
            _ => [],
        };
    }
}
