using System.Globalization;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Runtime.Heartbeats;
using Kadende.Runtime.Stores;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Passes;

/// <summary>What a provider is asked for when a node's machine is to be made.</summary>
public sealed class CreateRequests(IInstallationStore installation, HeartbeatTokens tokens, HeartbeatUrl url)
{
    /// <summary>Why no machine can be made of this spec now, whatever the provider says; null when it can.</summary>
    internal RequestRejectedException? ProblemOf(GroupSpec spec) =>
        url.ProblemOf(spec) is { } problem ? new RequestRejectedException(problem) : null;

    internal async Task<CreateRequest> OfAsync(
        GroupLook look,
        GroupSpec spec,
        Act.Create create,
        CancellationToken cancellationToken
    )
    {
        var labels = await LabelsAsync(look, spec, create.Node, cancellationToken);
        return new CreateRequest
        {
            Token = create.Node.Token,
            Properties = spec.Properties,
            Labels = labels,
            Init = spec.Init is null
                ? null
                : InitTemplate.Render(spec.Init, await ContextAsync(look, spec, create, cancellationToken)),
            LogicalId = spec.HasLogicalIds ? create.SlotKey : null,
            Spread = SpreadOf(create),
            // A try that is repeated keeps its token and the time since when it is under way.
            UnansweredSince = create.Node.AskedAt > create.Node.Since ? create.Node.Since : null,
        };
    }

    /// <summary>A slot keeps its number, so that its machine comes back where it was, and a try that was refused goes on to the next.</summary>
    private static int SpreadOf(Act.Create create)
    {
        var slot = int.TryParse(create.SlotKey, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : create.SlotKey.Aggregate(0, (sum, letter) => (sum * 31 + letter) & 0xFFFFFF);
        return slot + create.Node.Attempt - 1;
    }

    /// <summary>What puts our labels on a machine that exists, so that it becomes the node's.</summary>
    internal async Task<LabelRequest> AdoptionAsync(
        GroupLook look,
        GroupSpec spec,
        Node node,
        CancellationToken cancellationToken
    ) => new(node.AdoptId!, spec.Properties, await LabelsAsync(look, spec, node, cancellationToken));

    private async Task<Dictionary<string, string>> LabelsAsync(
        GroupLook look,
        GroupSpec spec,
        Node node,
        CancellationToken cancellationToken
    ) =>
        new(spec.Labels, StringComparer.Ordinal)
        {
            [LabelNames.Installation] = await installation.ReadIdAsync(cancellationToken),
            [LabelNames.Cluster] = look.ClusterId,
            [LabelNames.Group] = spec.Path.Value,
            [LabelNames.Node] = node.Id,
            [LabelNames.Configuration] = node.ConfigHash,
        };

    private async Task<InitContext> ContextAsync(
        GroupLook look,
        GroupSpec spec,
        Act.Create create,
        CancellationToken cancellationToken
    ) =>
        new()
        {
            NodeId = create.Node.Id,
            Slot = create.SlotKey,
            Group = spec.Path,
            GroupSize = (look.View.Wanted ?? spec).Slots.Count,
            ClusterId = look.ClusterId,
            ClusterName = look.Round.Cluster.Name,
            HeartbeatToken = InitTemplate.Speaks(spec.Init, InitTemplate.HeartbeatToken)
                ? await tokens.MakeAsync(
                    new HeartbeatSubject(look.ClusterId, spec.Path, create.Node.Id),
                    cancellationToken
                )
                : null,
            HeartbeatUrl = url.Value,
        };
}
