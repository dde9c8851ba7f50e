using Kadende.Core.Nodes;
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
        var labels = Labels(look, spec, create.Node, installationId);
        return new CreateRequest
        {
            Token = create.Node.Token,
            Properties = spec.Properties,
            Labels = labels,
            Init = spec.Init is null ? null : InitTemplate.Render(spec.Init, Context(look, spec, create)),
            LogicalId = spec.HasLogicalIds ? create.SlotKey : null,
        };
    }

    /// <summary>What puts our labels on a machine that exists, so that it becomes the node's.</summary>
    public static LabelRequest Adoption(GroupLook look, GroupSpec spec, Node node, string installationId) =>
        new(node.AdoptId!, spec.Properties, Labels(look, spec, node, installationId));

    private static Dictionary<string, string> Labels(
        GroupLook look,
        GroupSpec spec,
        Node node,
        string installationId
    ) =>
        new(spec.Labels, StringComparer.Ordinal)
        {
            [LabelNames.Installation] = installationId,
            [LabelNames.Cluster] = look.ClusterId,
            [LabelNames.Group] = spec.Path.Value,
            [LabelNames.Node] = node.Id,
            [LabelNames.Configuration] = node.ConfigHash,
        };

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
