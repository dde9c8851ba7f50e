using System.Text.Json;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.GoogleCompute;

/// <summary>A Compute Engine instance as Kadende sees it.</summary>
internal static class InstanceView
{
    /// <summary>Kept like a label, but is none: users cannot set labels that begin so.</summary>
    public const string LogicalId = "kadende.logical-id";

    public static Instance Of(JsonElement instance, bool isPrivate)
    {
        var labels = LabelsOf(instance);
        labels.Remove(LogicalId, out var logicalId);
        var zone = LastOf(instance.TextOf("zone"));
        var card = instance.ItemsOf("networkInterfaces").FirstOrDefault();
        var inside = card.TextOf("networkIP");
        var outside = card.ItemsOf("accessConfigs").FirstOrDefault().TextOf("natIP");
        var details = new Dictionary<string, string>(StringComparer.Ordinal);
        Tell("zone", zone);
        Tell("machineType", LastOf(instance.TextOf("machineType")));
        Tell("name", instance.TextOf("name"));
        Tell("publicAddress", outside);
        Tell("privateAddress", inside);
        return new Instance
        {
            Id = new InstanceId(zone ?? "", instance.TextOf("id") ?? "").ToString(),
            State = StateOf(instance.TextOf("status")),
            Labels = labels,
            LogicalId = logicalId,
            CreatedAt = instance.TimeOf("creationTimestamp"),
            Address = isPrivate ? inside : outside,
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
    public static Dictionary<string, string> LabelsOf(JsonElement instance) =>
        GoogleLabels.Join(RawLabelsOf(instance), GoogleLabels.Read(ItemOf(instance, GoogleLabels.Item)));

    /// <summary>As Google has them.</summary>
    public static Dictionary<string, string> RawLabelsOf(JsonElement instance) =>
        instance.Field("labels") is { ValueKind: JsonValueKind.Object } labels
            ? labels
                .EnumerateObject()
                .ToDictionary(label => label.Name, label => label.Value.ToString(), StringComparer.Ordinal)
            : [];

    public static string? ItemOf(JsonElement instance, string key) => ItemIn(instance.Field("metadata"), key);

    /// <summary>A metadata item's value.</summary>
    public static string? ItemIn(JsonElement? metadata, string key) =>
        metadata
            ?.ItemsOf("items")
            .Where(item => item.TextOf("key") == key)
            .Select(item => item.TextOf("value"))
            .FirstOrDefault();

    private static InstanceState StateOf(string? status) =>
        status switch
        {
            "PROVISIONING" or "STAGING" => InstanceState.Starting,
            "RUNNING" => InstanceState.Running,
            // Whoever stops an instance may start it again, and an instance that is being deleted looks the same.
            "STOPPING" or "SUSPENDING" or "SUSPENDED" or "TERMINATED" => InstanceState.Stopped,
            "REPAIRING" => InstanceState.Failed,
            "DEPROVISIONING" => InstanceState.Terminating,
            _ => InstanceState.Unknown,
        };

    private static string? LastOf(string? link) => link?[(link.LastIndexOf('/') + 1)..];
}
