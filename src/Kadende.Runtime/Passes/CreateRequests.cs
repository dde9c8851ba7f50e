using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Passes;

/// <summary>What a provider is asked for when a node's machine is to be made.</summary>
internal static class CreateRequests
{
    public static CreateRequest Of(GroupLook look, GroupSpec spec, Act.Create create, string installationId)
    {
        var labels = new Dictionary<string, string>(spec.Labels, StringComparer.Ordinal)
        {
            [LabelNames.Installation] = installationId,
            [LabelNames.Cluster] = look.ClusterId,
            [LabelNames.Group] = spec.Path.Value,
            [LabelNames.Node] = create.Node.Id,
            [LabelNames.Configuration] = create.Node.ConfigHash,
        };
        return new CreateRequest
        {
            Token = create.Node.Token,
            Properties = spec.Properties,
            Labels = labels,
            Init = spec.Init is null ? null : InitTemplate.Render(spec.Init, Context(look, spec, create)),
            LogicalId = spec.HasLogicalIds ? create.SlotKey : null,
        };
    }

    private static InitContext Context(GroupLook look, GroupSpec spec, Act.Create create) =>
        new()
        {
            NodeId = create.Node.Id,
            Slot = create.SlotKey,
            Group = spec.Path,
            GroupSize = (look.View.Wanted ?? spec).Slots.Count,
            ClusterId = look.ClusterId,
            ClusterName = look.Round.Cluster.Name,
        };
}
