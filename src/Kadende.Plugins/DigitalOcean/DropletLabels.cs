using System.Text.Json;
using Kadende.Plugins.Rest;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>Changes labels of a droplet in place.</summary>
internal static class DropletLabels
{
    public static async Task SetAsync(
        DigitalOceanApi api,
        JsonElement droplet,
        LabelRequest request,
        CancellationToken cancellationToken
    )
    {
        PluginLabels.CheckOwner(request.InstanceId, DropletView.LabelsOf(droplet), request.Labels);
        var node = DropletName.NodeOf(droplet.TextOf("name") ?? "");
        var wanted = DropletTags
            .Encode(request.Labels.Where(label => label.Key != LabelNames.Node || label.Value != node))
            .ToHashSet(StringComparer.Ordinal);
        var present = droplet
            .TextsOf("tags")
            .Where(tag => DropletTags.KeyOf(tag) is { } key && request.Labels.ContainsKey(key))
            .ToHashSet(StringComparer.Ordinal);
        // The new value comes before the old one goes: whoever stops in between has not lost the label.
        foreach (var tag in wanted.Except(present, StringComparer.Ordinal))
        {
            await api.TagAsync(tag, request.InstanceId, cancellationToken);
        }

        foreach (var tag in present.Except(wanted, StringComparer.Ordinal))
        {
            await api.UntagAsync(tag, request.InstanceId, cancellationToken);
        }
    }
}
