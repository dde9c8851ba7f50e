using System.Text;
using System.Text.Json.Nodes;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Azure;

/// <summary>The bodies of the requests that make a machine and what belongs to it. All of it goes when the machine does.</summary>
internal sealed class MachineBody(AzureProperties properties, MachineId id, CreateRequest request)
{
    /// <summary>Azure's limit on custom data, before its encoding.</summary>
    private const int LongestInit = 64 * 1024 - 1;

    private readonly Dictionary<string, string> _tags = AzureTags.Of(request.Labels, request.LogicalId);

    public JsonObject Address =>
        new()
        {
            ["location"] = properties.Location,
            ["tags"] = Tags,
            ["sku"] = new JsonObject { ["name"] = "Standard" },
            ["properties"] = new JsonObject { ["publicIPAllocationMethod"] = "Static" },
        };

    public JsonObject Interface
    {
        get
        {
            var configuration = new JsonObject { ["subnet"] = new JsonObject { ["id"] = properties.SubnetId } };
            if (properties.PublicIp)
            {
                configuration["publicIPAddress"] = new JsonObject
                {
                    ["id"] = id.AddressPath,
                    ["properties"] = new JsonObject { ["deleteOption"] = "Delete" },
                };
            }

            return new JsonObject
            {
                ["location"] = properties.Location,
                ["tags"] = Tags,
                ["properties"] = new JsonObject
                {
                    ["ipConfigurations"] = new JsonArray(
                        new JsonObject { ["name"] = "primary", ["properties"] = configuration }
                    ),
                },
            };
        }
    }

    /// <exception cref="RequestRejectedException">The init is too long.</exception>
    public JsonObject Machine
    {
        get
        {
            var body = new JsonObject
            {
                ["location"] = properties.Location,
                ["tags"] = Tags,
                ["properties"] = Inner,
            };
            if (properties.Zones is { Count: > 0 } zones)
            {
                body["zones"] = new JsonArray(zones[request.Spread % zones.Count]);
            }

            if (properties.Identity is { } identity)
            {
                body["identity"] =
                    identity == "system"
                        ? new JsonObject { ["type"] = "SystemAssigned" }
                        : new JsonObject
                        {
                            ["type"] = "UserAssigned",
                            ["userAssignedIdentities"] = new JsonObject { [identity] = new JsonObject() },
                        };
            }

            return body;
        }
    }

    private JsonObject Inner
    {
        get
        {
            var inner = new JsonObject
            {
                ["hardwareProfile"] = new JsonObject { ["vmSize"] = properties.Size },
                ["storageProfile"] = new JsonObject { ["imageReference"] = Image, ["osDisk"] = Disk },
                ["osProfile"] = System,
                ["networkProfile"] = new JsonObject
                {
                    ["networkInterfaces"] = new JsonArray(
                        new JsonObject
                        {
                            ["id"] = id.InterfacePath,
                            ["properties"] = new JsonObject { ["primary"] = true, ["deleteOption"] = "Delete" },
                        }
                    ),
                },
                ["diagnosticsProfile"] = new JsonObject { ["bootDiagnostics"] = new JsonObject { ["enabled"] = true } },
            };
            if (properties.Spot)
            {
                inner["priority"] = "Spot";
                inner["evictionPolicy"] = "Delete";
                inner["billingProfile"] = new JsonObject { ["maxPrice"] = properties.MaxPrice ?? -1 };
            }

            return inner;
        }
    }

    private JsonObject Image =>
        AzureImage.Parse(properties.Image)?.Reference
        ?? throw new RequestRejectedException($"'{properties.Image}' is not an image; use {AzureImage.Rule}.");

    private JsonObject Disk
    {
        get
        {
            var disk = new JsonObject
            {
                ["name"] = id.DiskName,
                ["createOption"] = "FromImage",
                ["deleteOption"] = "Delete",
            };
            if (properties.DiskSize is { } size)
            {
                disk["diskSizeGB"] = size;
            }

            if (properties.DiskType is { } type)
            {
                disk["managedDisk"] = new JsonObject { ["storageAccountType"] = type };
            }

            return disk;
        }
    }

    private JsonObject System
    {
        get
        {
            var system = new JsonObject
            {
                ["computerName"] = id.Name,
                ["adminUsername"] = properties.AdminUser,
                ["linuxConfiguration"] = new JsonObject
                {
                    ["disablePasswordAuthentication"] = true,
                    ["ssh"] = new JsonObject
                    {
                        ["publicKeys"] = new JsonArray(
                            new JsonObject
                            {
                                ["path"] = $"/home/{properties.AdminUser}/.ssh/authorized_keys",
                                ["keyData"] = properties.SshPublicKey,
                            }
                        ),
                    },
                },
            };
            if (request.Init is { Length: > 0 } init)
            {
                system["customData"] = Encoded(init);
            }

            return system;
        }
    }

    private JsonObject Tags => new(_tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));

    private static string Encoded(string init)
    {
        var bytes = Encoding.UTF8.GetBytes(init);
        return bytes.Length <= LongestInit
            ? Convert.ToBase64String(bytes)
            : throw new RequestRejectedException(
                $"The init is {bytes.Length} bytes long and Azure takes {LongestInit}: have it fetch its larger parts."
            );
    }
}
