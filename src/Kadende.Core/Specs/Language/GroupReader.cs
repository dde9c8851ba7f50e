using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>Makes a group of its fields.</summary>
internal sealed class GroupReader(FaultList faults, IReadOnlyDictionary<GroupPath, int> sizes)
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
        var plugin = fields.Get(GroupFields.Plugin);
        var init = fields.Find(GroupFields.Init);
        var written = fields.Find(GroupFields.Properties);
        var properties = (written ?? PluginProperties.None).Values;
        var logicalIds = fields.Find(GroupFields.LogicalIds);
        return new GroupSpec
        {
            Path = path,
            Slots = logicalIds ?? Slots.OfSize(SizeOf(path, fields)),
            HasLogicalIds = logicalIds is not null,
            Plugin = plugin,
            Properties = properties,
            Labels = outer.Labels,
            Init = init,
            Flavours = outer.Flavours,
            Health = fields.Get(GroupFields.Health),
            Repair = fields.Get(GroupFields.Repair),
            Update = fields.Get(GroupFields.Update),
            Scaling = fields.Find(GroupFields.Scaling),
            Terminate = fields.Get(GroupFields.Terminate),
            CreateTimeout = fields.Get(GroupFields.CreateTimeout),
            DrainTimeout = fields.Get(GroupFields.DrainTimeout),
            UnknownInstances = fields.Get(GroupFields.Unknown),
            Paused = fields.Get(GroupFields.Paused),
            ConfigHash = ConfigHash.Of(plugin, properties, init, outer.Flavours),
            PluginMark = fields.SpotOf(GroupFields.Plugin).Mark,
            PropertyMarks = written?.Marks ?? Unmarked(fields),
        };
    }

    private int SizeOf(GroupPath path, FieldValues fields)
    {
        if (!sizes.TryGetValue(path, out var size))
        {
            return fields.Get(GroupFields.Size);
        }

        if (!GroupFields.SizeKind.IsInRange(size))
        {
            faults.Add(
                fields.SpotOf(GroupFields.Size),
                $"The size set by hand must be {GroupFields.SizeKind.Expected}, but is {size}."
            );
            return 0;
        }

        return size;
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
