using System.Text.Json;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Azure;

/// <summary>The <c>resourceProperties</c> of a group of virtual machines.</summary>
internal sealed record AzureProperties
{
    public required string SubscriptionId { get; init; }

    public required string ResourceGroup { get; init; }

    public required string Location { get; init; }

    public required string Size { get; init; }

    public required string Image { get; init; }

    public required string SshPublicKey { get; init; }

    public required string Subnet { get; init; }

    public string? VirtualNetwork { get; init; }

    public string? VirtualNetworkResourceGroup { get; init; }

    public IReadOnlyList<string> Zones { get; init; } = [];

    public bool PublicIp { get; init; }

    public string AdminUser { get; init; } = "azureuser";

    public int? DiskSize { get; init; }

    public string? DiskType { get; init; }

    public bool Spot { get; init; }

    public decimal? MaxPrice { get; init; }

    public string? Identity { get; init; }

    public required AzureAccess Access { get; init; }

    /// <summary>The resource group's own path; machines and all that belongs to them are below it.</summary>
    public string GroupPath => $"/subscriptions/{SubscriptionId}/resourceGroups/{ResourceGroup}";

    public string SubnetId =>
        Subnet.StartsWith('/')
            ? Subnet
            : $"/subscriptions/{SubscriptionId}/resourceGroups/{VirtualNetworkResourceGroup ?? ResourceGroup}"
                + $"/providers/Microsoft.Network/virtualNetworks/{VirtualNetwork}/subnets/{Subnet}";

    /// <summary>Machines of these properties are listed together. Names are compared without case, as Azure does.</summary>
    public string Scope =>
        string.Join('|', Access.Scope, SubscriptionId.ToLowerInvariant(), ResourceGroup.ToLowerInvariant());

    public static AzureProperties Parse(JsonElement properties) =>
        new()
        {
            SubscriptionId = properties.Text("subscriptionId") ?? "",
            ResourceGroup = properties.Text("resourceGroup") ?? "",
            Location = properties.Text("location") ?? "",
            Size = properties.Text("size") ?? "",
            Image = properties.Text("image") ?? "",
            SshPublicKey = properties.Text("sshPublicKey") ?? "",
            Subnet = properties.Text("subnet") ?? "",
            VirtualNetwork = properties.Text("virtualNetwork"),
            VirtualNetworkResourceGroup = properties.Text("virtualNetworkResourceGroup"),
            Zones = [.. properties.Items("zones").Select(zone => zone.GetString() ?? "")],
            PublicIp = properties.At("publicIp") is { ValueKind: JsonValueKind.True },
            AdminUser = properties.Text("adminUser") ?? "azureuser",
            DiskSize = properties.At("diskSize")?.GetInt32(),
            DiskType = properties.Text("diskType"),
            Spot = properties.At("spot") is { ValueKind: JsonValueKind.True },
            MaxPrice = properties.At("maxPrice")?.GetDecimal(),
            Identity = properties.Text("identity"),
            Access = AzureAccess.Parse(properties),
        };

    /// <summary>Properties that may be used: a fault that needs no question to Azure is refused here.</summary>
    public static AzureProperties Checked(JsonElement properties, AzureOptions options)
    {
        var parsed = Parse(properties);
        return parsed.Faults(options).FirstOrDefault() is { } fault
            ? throw new RequestRejectedException($"{fault.Path}: {fault.Message}")
            : parsed;
    }

    /// <summary>What the schema cannot say.</summary>
    public IEnumerable<PropertyFault> Faults(AzureOptions options)
    {
        if (AzureImage.Parse(Image) is null)
        {
            yield return new PropertyFault("image", $"'{Image}' is not an image; use {AzureImage.Rule}.");
        }

        if (!Subnet.StartsWith('/') && VirtualNetwork is null)
        {
            yield return new PropertyFault(
                "subnet",
                $"'{Subnet}' is the name of a subnet: name its virtualNetwork too, or write the subnet's resource id."
            );
        }

        if (
            !SshPublicKey.StartsWith("ssh-rsa ", StringComparison.Ordinal)
            && !SshPublicKey.StartsWith("ssh-ed25519 ", StringComparison.Ordinal)
        )
        {
            yield return new PropertyFault(
                "sshPublicKey",
                "Azure takes keys that begin with 'ssh-rsa ' or 'ssh-ed25519 ': put the line of the .pub file here."
            );
        }

        if (MaxPrice is not null && !Spot)
        {
            yield return new PropertyFault(
                "maxPrice",
                "Only spot machines have a maxPrice: set spot to true, or remove maxPrice."
            );
        }

        foreach (var fault in Access.Faults(options))
        {
            yield return fault;
        }
    }
}
