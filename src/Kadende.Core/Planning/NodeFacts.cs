using Kadende.Core.Nodes;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Planning;

/// <summary>What a provider tells of a node's machine, as the node keeps it.</summary>
internal static class NodeFacts
{
    /// <summary>The node with what the provider tells now; the same node when nothing changed.</summary>
    public static Node Of(Node node, Instance instance)
    {
        var same =
            string.Equals(node.InstanceId, instance.Id, StringComparison.Ordinal)
            && string.Equals(node.Address, instance.Address, StringComparison.Ordinal)
            && node.MissingSince is null
            && IsSame(node.Details, instance.Details)
            && HasSameLabels(node.Labels, instance.Labels);
        return same
            ? node
            : node with
            {
                InstanceId = instance.Id,
                Address = instance.Address,
                MissingSince = null,
                Details = instance.Details,
                Labels = instance
                    .Labels.Where(label => !IsOurs(label.Key))
                    .ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal),
            };
    }

    private static bool IsOurs(string label) => label.StartsWith(LabelNames.Prefix, StringComparison.Ordinal);

    private static bool IsSame(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        return left.Count == right.Count && Contains(left, right);
    }

    private static bool HasSameLabels(
        IReadOnlyDictionary<string, string> users,
        IReadOnlyDictionary<string, string> all
    )
    {
        var own = 0;
        foreach (var (name, value) in all)
        {
            if (IsOurs(name))
            {
                continue;
            }

            own++;
            if (!users.TryGetValue(name, out var known) || !string.Equals(known, value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return own == users.Count;
    }

    private static bool Contains(IReadOnlyDictionary<string, string> all, IReadOnlyDictionary<string, string> some)
    {
        foreach (var (name, value) in some)
        {
            if (!all.TryGetValue(name, out var known) || !string.Equals(known, value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
