using Kadende.Core.Specs;
using Kadende.Runtime.Planning;

namespace Kadende.Api.Clusters;

/// <summary>What a spec would change, in order.</summary>
/// <param name="Hash">A following PUT or POST may name it as <c>?plan=</c>.</param>
/// <param name="AskedPlugins">
/// False: the caller may not store specs, so that only names, versions and schemas were looked at, and not what the plugins would refuse.
/// </param>
/// <param name="Warnings">What the plugins could not be asked about the spec.</param>
internal sealed record PlanView(
    string Hash,
    bool AskedPlugins,
    IReadOnlyList<PlanView.Step> Actions,
    IReadOnlyList<Fault> Warnings
)
{
    /// <summary>One thing that would be done.</summary>
    /// <param name="Order">From 1.</param>
    /// <param name="Action"><c>Create</c>, <c>Replace</c> or <c>Delete</c>.</param>
    /// <param name="Group">The group's path.</param>
    /// <param name="Node">The node that it happens to, or null.</param>
    /// <param name="Reason">Why.</param>
    internal sealed record Step(int Order, string Action, string Group, string Slot, string? Node, string Reason);

    public static PlanView Of(ClusterPlan plan, bool askedPlugins, IReadOnlyList<Fault> warnings) =>
        new(
            plan.Hash,
            askedPlugins,
            [
                .. plan.Actions.Select(action => new Step(
                    action.Order,
                    action.Action.ToString(),
                    action.Group.Value,
                    action.Slot,
                    action.Node,
                    action.Reason
                )),
            ],
            warnings
        );
}
