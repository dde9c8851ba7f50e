using System.Text.Json;
using Kadende.Plugins.Rest;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>A droplet as Kadende sees it.</summary>
internal static class DropletView
{
    /// <summary>Stands in the tags like a label, but is none: users cannot set labels that begin so.</summary>
    public const string LogicalId = "kadende.logical-id";

    public static Instance Of(JsonElement droplet, bool isPrivate)
    {
        var labels = LabelsOf(droplet);
        labels.Remove(LogicalId, out var logicalId);
        var details = new Dictionary<string, string>(StringComparer.Ordinal);
        Tell("zone", droplet.Field("region")?.TextOf("slug"));
        Tell("size", droplet.TextOf("size_slug"));
        Tell("name", droplet.TextOf("name"));
        Tell("publicAddress", AddressOf(droplet, "public"));
        Tell("privateAddress", AddressOf(droplet, "private"));
        return new Instance
        {
            Id = droplet.TextOf("id") ?? "",
            State = StateOf(droplet.TextOf("status")),
            Labels = labels,
            LogicalId = logicalId,
            CreatedAt = droplet.TimeOf("created_at"),
            Address = AddressOf(droplet, isPrivate ? "private" : "public"),
            Details = details,
        };

        void Tell(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                details[name] = value;
            }
        }
    }

    /// <summary>The logical id among them.</summary>
    public static Dictionary<string, string> LabelsOf(JsonElement droplet)
    {
        var labels = DropletTags.Decode(droplet.TextsOf("tags"));
        if (labels.Count > 0 && !labels.ContainsKey(LabelNames.Node) && droplet.TextOf("name") is { } name)
        {
            labels[LabelNames.Node] = DropletName.NodeOf(name);
        }

        return labels;
    }

    private static InstanceState StateOf(string? status) =>
        status switch
        {
            "new" => InstanceState.Starting,
            "active" => InstanceState.Running,
            "off" or "archive" => InstanceState.Stopped,
            _ => InstanceState.Unknown,
        };

    private static string? AddressOf(JsonElement droplet, string type) =>
        droplet
            .Field("networks")
            ?.ItemsOf("v4")
            .Where(network => network.TextOf("type") == type)
            .Select(network => network.TextOf("ip_address"))
            .FirstOrDefault();
}
