using System.Text.Json.Nodes;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Azure;

/// <summary>Changes labels of a machine in place.</summary>
internal static class MachineLabels
{
    public static async Task SetAsync(
        AzureApi api,
        MachineId id,
        LabelRequest request,
        CancellationToken cancellationToken
    )
    {
        if (PluginLabels.NameOwner(request.Labels))
        {
            var machine = Present(id, await api.GetAsync(id.Path, AzureVersions.Compute, cancellationToken)).Body;
            PluginLabels.CheckOwner(request.InstanceId, AzureTags.Labels(MachineView.TagsOf(machine)), request.Labels);
        }

        var tags = AzureTags.Of(request.Labels).Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value));
        var body = new JsonObject
        {
            ["operation"] = "Merge",
            ["properties"] = new JsonObject { ["tags"] = new JsonObject(tags) },
        };
        Present(
            id,
            await api.PatchAsync(
                $"{id.Path}/providers/Microsoft.Resources/tags/default",
                AzureVersions.Resources,
                body,
                cancellationToken
            )
        );
    }

    private static AzureAnswer Present(MachineId id, AzureAnswer answer) =>
        answer.IsMissing ? throw new InstanceGoneException($"There is no machine '{id.Name}'.") : answer.Ensure();
}
