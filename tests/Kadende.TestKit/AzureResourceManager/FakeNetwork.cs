using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.TestKit.AzureResourceManager;

/// <summary>Interfaces, public addresses and one subnet.</summary>
internal sealed class FakeNetwork(FakeStore store, string group)
{
    public const string InterfaceType = "Microsoft.Network/networkInterfaces";
    public const string AddressType = "Microsoft.Network/publicIPAddresses";

    private int _lastAddress;

    public string SubnetId { get; } = $"{group}/providers/Microsoft.Network/virtualNetworks/net/subnets/default";

    public void Map(IEndpointRouteBuilder routes, FakeResources resources)
    {
        routes.MapGet(
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/virtualNetworks/{network}/subnets/{subnet}",
            (HttpRequest request, string group, string network, string subnet) =>
                string.Equals(request.Path, SubnetId, StringComparison.OrdinalIgnoreCase)
                    ? Results.Json(new JsonObject { ["id"] = SubnetId, ["name"] = subnet })
                    : AzureError.Missing("Microsoft.Network/virtualNetworks", network, group).Result
        );
        resources.Map(routes, InterfaceType, 80, MakeInterface, InUse);
        resources.Map(routes, AddressType, 80, MakeAddress, InUse);
    }

    private AzureError? MakeInterface(FakeResource made, FakeResource? before, AzureError? _)
    {
        if (ConfigurationOf(made) is not { } configuration)
        {
            return new AzureError(
                400,
                "InvalidRequestFormat",
                "NetworkInterface needs at least one ipConfiguration with a name and properties."
            );
        }

        var subnet = (string?)configuration["subnet"]?["id"];
        if (!string.Equals(subnet, SubnetId, StringComparison.OrdinalIgnoreCase))
        {
            return Unknown(subnet, made);
        }

        if ((string?)configuration["publicIPAddress"]?["id"] is { } address && Attach(address, made) is { } fault)
        {
            return fault;
        }

        configuration["privateIPAddress"] = (before is null ? null : PrivateAddressOf(before)) ?? Next("10.0");
        if (before?.Properties["virtualMachine"] is { } machine)
        {
            made.Properties["virtualMachine"] = machine.DeepClone();
        }

        return null;
    }

    private AzureError? Attach(string id, FakeResource card)
    {
        if (store.Find(id) is not { } address)
        {
            return Unknown(id, card);
        }

        if (address.StateAt(store.Now) != "Succeeded")
        {
            return NotReady(address, card);
        }

        address.Properties["ipConfiguration"] = new JsonObject { ["id"] = card.Id };
        return null;
    }

    private static JsonObject? ConfigurationOf(FakeResource card) =>
        card.Properties["ipConfigurations"] is JsonArray { Count: > 0 } all
        && all[0] is JsonObject first
        && (string?)first["name"] is not null
            ? first["properties"] as JsonObject
            : null;

    private static string? PrivateAddressOf(FakeResource card) => (string?)ConfigurationOf(card)?["privateIPAddress"];

    private AzureError? MakeAddress(FakeResource made, FakeResource? before, AzureError? _)
    {
        if (
            (string?)made.Body["sku"]?["name"] == "Standard"
            && (string?)made.Properties["publicIPAllocationMethod"] != "Static"
        )
        {
            return new AzureError(
                400,
                "StandardSkuPublicIPAddressesMustBeStatic",
                "Standard sku publicIp must have AllocationMethod set to Static."
            );
        }

        made.Properties["ipAddress"] = (string?)before?.Properties["ipAddress"] ?? Next("203.0");
        if (before?.Properties["ipConfiguration"] is { } configuration)
        {
            made.Properties["ipConfiguration"] = configuration.DeepClone();
        }

        return null;
    }

    private static AzureError? InUse(FakeResource resource) =>
        resource.Properties["virtualMachine"] is not null
            ? new AzureError(400, "NicInUse", $"Network Interface {resource.Id} is used by existing resource.")
        : resource.Properties["ipConfiguration"] is not null
            ? new AzureError(
                400,
                "PublicIPAddressCannotBeDeleted",
                $"Public IP address {resource.Id} can not be deleted since it is still allocated."
            )
        : null;

    public static AzureError Unknown(string? id, FakeResource user) =>
        new(400, "InvalidResourceReference", $"Resource {id} referenced by resource {user.Id} was not found.");

    public static AzureError NotReady(FakeResource part, FakeResource user) =>
        new(
            429,
            "ReferencedResourceNotProvisioned",
            $"Cannot proceed with operation because resource {part.Id} used by resource {user.Id} is not in Succeeded state."
        );

    private string Next(string range)
    {
        var number = ++_lastAddress;
        return $"{range}.{number / 250}.{(number % 250) + 4}";
    }
}
