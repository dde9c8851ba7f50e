using Kadende.Core.Clusters;
using Kadende.Core.Scaling;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>Makes a group of its fields.</summary>
internal sealed class GroupReader(FaultList faults, SpecSource source)
{
    /// <summary>Adds the faults that fields have only together.</summary>
    public void CheckTogether(FieldValues fields)
    {
        var (hasSize, hasIds) = (fields.Has(GroupFields.Size), fields.Has(GroupFields.LogicalIds));
        if (hasSize && hasIds)
        {
            faults.Add(
                fields.SpotOf(GroupFields.LogicalIds),
                "'size' and 'logicalIds' cannot both be given; remove one of them."
            );
        }
        else if (!hasSize && !hasIds)
        {
            faults.Add(
                fields.Spot,
                "'size' is missing; add 'size', or 'logicalIds' for machines with fixed identities."
            );
        }

        if (fields.Has(GroupFields.Properties) && fields.SpotOf(GroupFields.Plugin).Node is YamlNode.Sequence)
        {
            faults.Add(
                fields.SpotOf(GroupFields.Properties),
                "With several plugins each has its own 'resourceProperties'; move these into the list of 'resourcePlugin'."
            );
        }

        CheckScaling(fields);
        var (grace, limit) = (fields.Get(GroupFields.Health).Grace, fields.Get(GroupFields.CreateTimeout));
        if (grace > limit)
        {
            faults.Add(
                GraceSpot(fields),
                $"'health.grace' (by default {HealthFields.Grace.Default}) cannot be longer than 'createTimeout' "
                    + $"(by default {GroupFields.CreateTimeout.Default}); shorten the one or extend the other."
            );
        }
    }

    public GroupSpec Read(GroupPath path, FieldValues fields, Surroundings outer)
    {
        var init = fields.Find(GroupFields.Init);
        var flavours = outer
            .Flavours.Select(flavour => flavour with { Plugin = Pinned(path, flavour.Plugin) })
            .ToList();
        var logicalIds = fields.Find(GroupFields.LogicalIds);
        return new GroupSpec
        {
            Path = path,
            Slots = logicalIds ?? Slots.OfSize(fields.Get(GroupFields.Size)),
            HasLogicalIds = logicalIds is not null,
            Resources = Resources(path, fields, init, flavours),
            Labels = outer.Labels,
            Init = init,
            Flavours = flavours,
            Health = fields.Get(GroupFields.Health),
            Repair = fields.Get(GroupFields.Repair),
            Update = fields.Get(GroupFields.Update),
            Scaling = fields.Find(GroupFields.Scaling),
            Hand = logicalIds is null ? HandOf(path, fields) : null,
            Terminate = fields.Get(GroupFields.Terminate),
            CreateTimeout = fields.Get(GroupFields.CreateTimeout),
            DrainTimeout = fields.Get(GroupFields.DrainTimeout),
            UnknownInstances = fields.Get(GroupFields.Unknown),
            Paused = fields.Get(GroupFields.Paused),
        };
    }

    private List<ResourceSpec> Resources(
        GroupPath path,
        FieldValues fields,
        string? init,
        IReadOnlyList<FlavourSpec> flavours
    )
    {
        var written = fields.Find(GroupFields.Properties);
        var common = new PluginProperties(
            (written ?? PluginProperties.None).Values,
            written?.Marks ?? Unmarked(fields)
        );
        return
        [
            .. fields
                .Get(GroupFields.Plugin)
                .Select(
                    (entry, index) =>
                    {
                        var properties = entry.Properties ?? common;
                        return new ResourceSpec
                        {
                            Plugin = Pinned(path, entry.Plugin),
                            Properties = properties.Values,
                            Weight = entry.Weight,
                            ConfigHash = ConfigHash.Of(entry.Plugin, properties.Values, init, flavours),
                            PluginMark = entry.Mark,
                            PropertiesPath = entry.Properties is null
                                ? $"groups/{path}/{GroupFields.Properties.Name}"
                                : $"groups/{path}/{GroupFields.Plugin.Name}/{index}/{ResourceFields.Properties.Name}",
                            PropertyMarks = properties.Marks,
                        };
                    }
                ),
        ];
    }

    private PluginRef Pinned(GroupPath path, PluginRef plugin) =>
        source.Pins.GetValueOrDefault(path)?.GetValueOrDefault(plugin.PinKey) is { } pin && plugin.Url is null
            ? plugin with
            {
                Pin = pin,
            }
            : plugin;

    private HandSize? HandOf(GroupPath path, FieldValues fields)
    {
        if (source.Sizes.GetValueOrDefault(path) is { } hand && !GroupFields.SizeKind.IsInRange(hand.Size))
        {
            faults.Add(
                fields.SpotOf(GroupFields.Size),
                $"The size set by hand must be {GroupFields.SizeKind.Expected}, but is {hand.Size}."
            );
            return null;
        }

        return source.Sizes.GetValueOrDefault(path);
    }

    private void CheckScaling(FieldValues fields)
    {
        if (fields.Find(GroupFields.Scaling) is not { } scaling)
        {
            return;
        }

        if (fields.Has(GroupFields.LogicalIds))
        {
            faults.Add(
                fields.SpotOf(GroupFields.Scaling),
                "'scaling' changes a size, and a group with 'logicalIds' has none; remove one of them."
            );
        }
        else if (fields.Has(GroupFields.Size))
        {
            var spot = fields.SpotOf(GroupFields.Size);
            ScalingFields.CheckSize(spot, fields.Get(GroupFields.Size), scaling.Min, scaling.Max, faults);
        }
    }

    /// <summary>Where the grace stands; when it is not written, the limit that its default breaks.</summary>
    private static Spot GraceSpot(FieldValues fields)
    {
        var health = fields.SpotOf(GroupFields.Health);
        var name = HealthFields.Grace.Name;
        return fields.Has(GroupFields.Health) && (health.Node as YamlNode.Mapping)?.Find(name) is { } grace
            ? health.Child(name, grace)
            : fields.SpotOf(GroupFields.CreateTimeout);
    }

    /// <summary>Without properties, their faults are told where the group begins.</summary>
    private static Dictionary<string, SpecMark> Unmarked(FieldValues fields) =>
        new(StringComparer.Ordinal) { [""] = fields.SpotOf(GroupFields.Properties).Mark };
}
