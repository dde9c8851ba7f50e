using System.Text.Json.Nodes;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.GoogleCompute;

/// <summary>What is sent to make an instance.</summary>
internal static class InstanceBody
{
    public static JsonObject Of(
        CreateRequest request,
        InstanceProperties properties,
        GoogleComputeOptions options,
        string project,
        string zone
    )
    {
        var labels = request.LogicalId is { } logicalId
            ? request.Labels.Append(KeyValuePair.Create(InstanceView.LogicalId, logicalId))
            : request.Labels;
        var (fitting, others) = GoogleLabels.Split(labels);
        var body = new JsonObject
        {
            ["name"] = GoogleNames.InstanceOf(PluginLabels.Token(request)),
            ["machineType"] = $"zones/{zone}/machineTypes/{properties.MachineType ?? options.MachineType}",
            ["labels"] = new JsonObject(
                fitting.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))
            ),
            ["disks"] = new JsonArray(Disk(properties, options, project, zone)),
            ["networkInterfaces"] = new JsonArray(Network(properties, project, zone)),
            ["metadata"] = new JsonObject { ["items"] = Metadata(request.Init, properties.Key, others) },
        };
        if (properties.Tags.Count > 0)
        {
            body["tags"] = new JsonObject
            {
                ["items"] = new JsonArray([.. properties.Tags.Select(tag => JsonValue.Create(tag))]),
            };
        }

        if (properties.ServiceAccount is { } account)
        {
            body["serviceAccounts"] = new JsonArray(
                new JsonObject
                {
                    ["email"] = account,
                    ["scopes"] = new JsonArray("https://www.googleapis.com/auth/cloud-platform"),
                }
            );
        }

        if (properties.IsSpot)
        {
            body["scheduling"] = new JsonObject
            {
                ["provisioningModel"] = "SPOT",
                // A spot instance that was ended is replaced: nobody wants its remains.
                ["instanceTerminationAction"] = "DELETE",
                ["automaticRestart"] = false,
                ["onHostMaintenance"] = "TERMINATE",
            };
        }

        return body;
    }

    private static JsonObject Disk(
        InstanceProperties properties,
        GoogleComputeOptions options,
        string project,
        string zone
    )
    {
        var parameters = new JsonObject
        {
            ["sourceImage"] = ImageName.LinkOf(properties.Image ?? options.Image, properties.ImageProject, project),
        };
        if (properties.DiskSize is { } size)
        {
            parameters["diskSizeGb"] = size;
        }

        if (properties.DiskType is { } type)
        {
            parameters["diskType"] = $"zones/{zone}/diskTypes/{type}";
        }

        return new JsonObject
        {
            ["boot"] = true,
            ["autoDelete"] = true,
            ["initializeParams"] = parameters,
        };
    }

    private static JsonObject Network(InstanceProperties properties, string project, string zone)
    {
        var card = new JsonObject();
        if (properties.Network is { } || properties.Subnet is null)
        {
            card["network"] = $"projects/{project}/global/networks/{properties.Network ?? "default"}";
        }

        if (properties.Subnet is { } subnet)
        {
            card["subnetwork"] = $"projects/{project}/regions/{RegionOf(zone)}/subnetworks/{subnet}";
        }

        if (properties.HasExternalAddress)
        {
            card["accessConfigs"] = new JsonArray(
                new JsonObject { ["type"] = "ONE_TO_ONE_NAT", ["name"] = "External NAT" }
            );
        }

        return card;
    }

    /// <summary>A zone is named after its region: <c>us-central1-a</c> is in <c>us-central1</c>.</summary>
    public static string RegionOf(string zone) => zone[..Math.Max(0, zone.LastIndexOf('-'))];

    private static JsonArray Metadata(string? init, string? key, Dictionary<string, string> others)
    {
        var items = new JsonArray();
        if (init is not null)
        {
            Add(IsCloudInit(init) ? "user-data" : "startup-script", init);
        }

        // Without a key behind it, the word names a user of the project's own keys: those are on every instance.
        if (key?.Contains(':', StringComparison.Ordinal) == true)
        {
            Add("ssh-keys", key);
        }

        if (others.Count > 0)
        {
            Add(GoogleLabels.Item, GoogleLabels.Write(others));
        }

        return items;

        void Add(string name, string value) => items.Add(new JsonObject { ["key"] = name, ["value"] = value });
    }

    private static bool IsCloudInit(string init) =>
        init.StartsWith("#cloud-config", StringComparison.Ordinal)
        || init.StartsWith("Content-Type: multipart/", StringComparison.OrdinalIgnoreCase);
}
