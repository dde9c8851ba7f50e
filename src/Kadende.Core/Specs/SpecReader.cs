using Kadende.Core.Clusters;
using Kadende.Core.Specs.Language;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs;

/// <summary>
/// Reads a configuration in YAML 1.2 or JSON. Finds every fault that can be found without the plugins; those are asked later, with the
/// groups that are sound.
/// </summary>
public static class SpecReader
{
    public static SpecResult Read(SpecSource source)
    {
        var faults = new FaultList();
        if (YamlDocument.Read(source.Text, faults) is not { } root)
        {
            return new SpecResult.Faulty(faults.InOrder(), []);
        }

        if (root is not YamlNode.Mapping mapping)
        {
            faults.Add(
                new Spot(root, null),
                $"The configuration must be a mapping with 'version', 'name' and 'groups', but is {Wording.Describe(root)}."
            );
            return new SpecResult.Faulty(faults.InOrder(), []);
        }

        return Read(new Spot(root, null), mapping, source, faults);
    }

    private static SpecResult Read(Spot root, YamlNode.Mapping mapping, SpecSource source, FaultList faults)
    {
        var fields = ClusterFields.Cluster.Read(root, mapping, faults);
        var labels = fields.Get(ClusterFields.Labels);
        var tree = new GroupTree(faults, source);
        if (fields.Get(ClusterFields.Groups) is { Node: not null } groups)
        {
            tree.ReadMembers(groups, new HashSet<string>(StringComparer.Ordinal), new Surroundings(labels, []), 1);
        }

        return faults.Count > 0
            ? new SpecResult.Faulty(
                faults.InOrder(),
                [.. tree.Groups.Where(group => !faults.IsTouched($"groups/{group.Path}"))]
            )
            : new SpecResult.Good(
                new ClusterSpec
                {
                    Id = fields.Find(ClusterFields.Id),
                    Version = fields.Get(ClusterFields.Version),
                    Name = fields.Get(ClusterFields.Name),
                    Labels = labels,
                    Groups = tree.Groups,
                }
            );
    }
}
