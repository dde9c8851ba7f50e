using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>Labels that the spec gained or changed since a machine was made are set in place, where the provider can.</summary>
internal static class Relabelling
{
    public static void Plan(GroupDraft draft)
    {
        if (draft.View.Wanted is not { Labels.Count: > 0 } spec)
        {
            return;
        }

        foreach (var node in draft.Slots.SelectMany(slot => slot.Nodes))
        {
            if (
                node
                    is {
                        InstanceId: { } instance,
                        State: NodeState.Running or NodeState.Unhealthy or NodeState.Provisioning
                    }
                && node.MissingSince is null
                && draft.SourceOf(node) is { IsListed: true, LabelsInPlace: true }
                && spec.Labels.Any(label => !Has(node, label))
            )
            {
                draft.Acts.Add(new Act.Label(instance, node.Source, spec.Labels));
            }
        }
    }

    private static bool Has(Node node, KeyValuePair<string, string> label) =>
        node.Labels.TryGetValue(label.Key, out var value)
        && string.Equals(value, label.Value, StringComparison.Ordinal);
}
