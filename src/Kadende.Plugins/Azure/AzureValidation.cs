using System.Globalization;
using System.Text.Json;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Azure;

/// <summary>Asks Azure whether machines of these properties can be made, before anything is.</summary>
internal sealed class AzureValidation(AzureApi api, AzureProperties properties)
{
    private const string Compute = "providers/Microsoft.Compute";

    private string Subscription => $"/subscriptions/{properties.SubscriptionId}";

    private string Location => $"{Subscription}/{Compute}/locations/{properties.Location}";

    public async Task<IReadOnlyList<PropertyFault>> FaultsAsync(CancellationToken cancellationToken)
    {
        if (await GroupFaultAsync(cancellationToken) is { } fault)
        {
            // In a group or subscription that is not there, everything else is missing too.
            return [fault];
        }

        var faults = await Task.WhenAll(
            SubnetFaultsAsync(cancellationToken),
            SizeFaultsAsync(cancellationToken),
            ImageFaultsAsync(cancellationToken)
        );
        return [.. faults.SelectMany(some => some)];
    }

    private async Task<PropertyFault?> GroupFaultAsync(CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(properties.GroupPath, AzureVersions.Resources, cancellationToken);
        if (!answer.IsMissing)
        {
            answer.Ensure();
            return null;
        }

        return answer.Codes.Contains("SubscriptionNotFound")
            ? new PropertyFault(
                "subscriptionId",
                $"There is no subscription '{properties.SubscriptionId}' that these credentials may see: check its id and their roles."
            )
            : new PropertyFault(
                "resourceGroup",
                $"There is no resource group '{properties.ResourceGroup}': make it first, or name another."
            );
    }

    private async Task<IReadOnlyList<PropertyFault>> SubnetFaultsAsync(CancellationToken cancellationToken)
    {
        if (!properties.Subnet.StartsWith('/') && properties.VirtualNetwork is null)
        {
            return [];
        }

        var answer = await api.GetAsync(properties.SubnetId, AzureVersions.Network, cancellationToken);
        if (answer.IsMissing)
        {
            return
            [
                new PropertyFault(
                    "subnet",
                    $"There is no subnet {properties.SubnetId}: make it and its network first, or name another."
                ),
            ];
        }

        answer.Ensure();
        return [];
    }

    private async Task<IReadOnlyList<PropertyFault>> SizeFaultsAsync(CancellationToken cancellationToken)
    {
        var sizes = await SizesAsync(cancellationToken);
        if (sizes.Count == 0)
        {
            return
            [
                new PropertyFault(
                    "location",
                    $"The subscription has no machines in '{properties.Location}': use the name of a location, such as westeurope."
                ),
            ];
        }

        var size = sizes.FirstOrDefault(sku => Same(sku.Text("name"), properties.Size));
        return size.ValueKind == JsonValueKind.Undefined
            ?
            [
                new PropertyFault(
                    "size",
                    $"There is no size '{properties.Size}' in {properties.Location}: choose one that 'az vm list-skus' lists there."
                ),
            ]
            : [.. RestrictionFaults(size)];
    }

    private async Task<List<JsonElement>> SizesAsync(CancellationToken cancellationToken)
    {
        var skus = await api.ListAsync(
            $"{Subscription}/{Compute}/skus?$filter={Uri.EscapeDataString($"location eq '{properties.Location}'")}",
            AzureVersions.Skus,
            cancellationToken
        );
        return [.. skus.Where(sku => sku.Text("resourceType") == "virtualMachines")];
    }

    private IEnumerable<PropertyFault> RestrictionFaults(JsonElement size)
    {
        var restrictions = size.Items("restrictions").ToList();
        if (restrictions.Find(one => one.Text("type") == "Location") is { ValueKind: JsonValueKind.Object } all)
        {
            yield return new PropertyFault(
                "size",
                $"The subscription may not use {properties.Size} in {properties.Location} ({all.Text("reasonCode")}): choose another size or location."
            );
            yield break;
        }

        var offered = Texts(size.Items("locationInfo").SelectMany(info => info.Items("zones")));
        var closed = Texts(restrictions.SelectMany(one => one.Items("restrictionInfo", "zones")));
        for (var i = 0; i < properties.Zones.Count; i++)
        {
            if (!offered.Contains(properties.Zones[i]) || closed.Contains(properties.Zones[i]))
            {
                var open = offered.Except(closed, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
                yield return new PropertyFault(
                    $"zones/{i.ToString(CultureInfo.InvariantCulture)}",
                    $"{properties.Size} is not offered in zone {properties.Zones[i]} of {properties.Location}: "
                        + (open.Count > 0 ? $"use {string.Join(", ", open)}." : "remove the zones.")
                );
            }
        }
    }

    /// <summary>Quotas of which less is left than so many more machines need.</summary>
    public async Task<IReadOnlyList<PropertyFault>> RoomFaultsAsync(int more, CancellationToken cancellationToken)
    {
        var listing = SizesAsync(cancellationToken);
        var counting = api.ListAsync($"{Location}/usages", AzureVersions.Compute, cancellationToken);
        await Task.WhenAll(listing, counting);
        var size = (await listing).Find(sku => Same(sku.Text("name"), properties.Size));
        var cores = size.Items("capabilities")
            .Where(capability => capability.Text("name") == "vCPUs")
            .Select(capability =>
                int.TryParse(capability.Text("value"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : 0
            )
            .FirstOrDefault();
        (string? Name, long Needed, string Unit)[] needs =
        [
            ("virtualMachines", more, "machines"),
            .. properties.Spot
                ? [("lowPriorityCores", (long)more * cores, "cores")]
                : new (string?, long, string)[]
                {
                    ("cores", (long)more * cores, "cores"),
                    (size.Text("family"), (long)more * cores, "cores"),
                },
        ];
        var usages = await counting;
        return
        [
            .. needs
                .SelectMany(
                    need => usages.Where(usage => need.Name is { } name && Same(usage.Text("name", "value"), name)),
                    TooLittle
                )
                .OfType<PropertyFault>()
                .Take(1),
        ];

        PropertyFault? TooLittle((string? Name, long Needed, string Unit) need, JsonElement usage) =>
            usage.Number("limit") is { } limit
            && limit - (usage.Number("currentValue") ?? 0) is var left
            && left < need.Needed
                ? new PropertyFault(
                    "size",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{more} more machines of {properties.Size} need {need.Needed} {need.Unit}, and of the quota '{need.Name}' in {properties.Location}, {limit}, {Math.Max(0, left)} are left: choose another size or fewer machines, or ask Azure for more."
                    )
                )
                : null;
    }

    private async Task<IReadOnlyList<PropertyFault>> ImageFaultsAsync(CancellationToken cancellationToken)
    {
        var missing = AzureImage.Parse(properties.Image) switch
        {
            AzureImage.Marketplace image => await IsMissingAsync(image, cancellationToken),
            AzureImage.ById image => (
                await api.GetAsync(
                    image.Id,
                    image.InGallery ? AzureVersions.Gallery : AzureVersions.Compute,
                    cancellationToken
                )
            )
                is { } answer
                && (answer.IsMissing || answer.Ensure().IsMissing),
            _ => false,
        };
        return missing
            ?
            [
                new PropertyFault(
                    "image",
                    $"There is no image '{properties.Image}' in {properties.Location}: choose one that 'az vm image list --all' lists there."
                ),
            ]
            : [];
    }

    private async Task<bool> IsMissingAsync(AzureImage.Marketplace image, CancellationToken cancellationToken)
    {
        var versions =
            $"{Location}/publishers/{image.Publisher}/artifacttypes/vmimage/offers/{image.Offer}/skus/{image.Sku}/versions";
        var isLatest = Same(image.Version, "latest");
        var answer = await api.GetAsync(
            isLatest ? $"{versions}?$top=1" : $"{versions}/{image.Version}",
            AzureVersions.Compute,
            cancellationToken
        );
        // The list of versions is a bare array.
        return answer.IsMissing
            || (
                isLatest
                && answer.Ensure().Body is { ValueKind: JsonValueKind.Array } list
                && list.GetArrayLength() == 0
            )
            || answer.Ensure().IsMissing;
    }

    private static HashSet<string> Texts(IEnumerable<JsonElement> elements) =>
        elements.Select(element => element.GetString()).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static bool Same(string? one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
