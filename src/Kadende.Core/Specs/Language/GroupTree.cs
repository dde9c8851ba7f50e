using Kadende.Core.Clusters;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>Walks the tree of groups and reads its leaves.</summary>
internal sealed class GroupTree(FaultList faults, SpecSource source)
{
    public const int MaxGroups = 200;
    public const int MaxDepth = 8;

    private readonly GroupReader _reader = new(faults, source);
    private readonly List<GroupSpec> _groups = [];
    private int _count;

    /// <summary>The groups read, in the order of the text; those with faults are in it too.</summary>
    public IReadOnlyList<GroupSpec> Groups => _groups;

    /// <summary>Reads the groups that a mapping holds.</summary>
    /// <param name="depth">How deep these groups are, 1 for those of the cluster.</param>
    /// <param name="own">The fields of the mapping itself, which are no groups.</param>
    public void ReadMembers(Spot spot, IReadOnlySet<string> own, Surroundings outer, int depth)
    {
        var members = ((YamlNode.Mapping)spot.Node).Entries.Where(entry => !own.Contains(entry.Key)).ToList();
        if (members.Count == 0)
        {
            faults.Add(
                spot,
                $"{Wording.NameOf(spot.Path)} holds no groups; give it groups, or make it a group with 'resourcePlugin'."
            );
        }
        else if (depth > MaxDepth)
        {
            faults.Add(spot, $"Groups nest deeper than {MaxDepth} levels; flatten them.");
        }
        else
        {
            foreach (var member in members)
            {
                ReadMember(spot, own, member, outer, depth);
            }
        }
    }

    private void ReadMember(
        Spot parent,
        IReadOnlySet<string> fields,
        YamlNode.Entry member,
        Surroundings outer,
        int depth
    )
    {
        var spot = parent.Child(member.Key, member.Value);
        if (NameFault(member.Key) is { } fault)
        {
            faults.Add(spot.Path, member.KeyPlace, fault);
        }

        if (member.Value is not YamlNode.Mapping mapping)
        {
            var meant = Wording.Closest(member.Key, fields) is { } closest
                ? $" Did you mean the field '{closest}'?"
                : "";
            faults.Add(
                spot,
                $"{Wording.NameOf(spot.Path)} must be a group or a mapping of groups, but is {Wording.Describe(member.Value)}.{meant}"
            );
        }
        else if (IsGroup(mapping))
        {
            ReadGroup(spot, mapping, outer);
        }
        else
        {
            var own = new YamlNode.Mapping(
                mapping.Place,
                [.. mapping.Entries.Where(entry => GroupFields.Container.Names.Contains(entry.Key))]
            );
            var read = GroupFields.Container.Read(spot, own, faults);
            ReadMembers(spot, GroupFields.Container.Names, Within(outer, read), depth + 1);
        }
    }

    private void ReadGroup(Spot spot, YamlNode.Mapping mapping, Surroundings outer)
    {
        _count++;
        if (_count > MaxGroups)
        {
            if (_count == MaxGroups + 1)
            {
                faults.Add(spot, $"There are more than {MaxGroups} groups; join some, or split the cluster.");
            }

            return;
        }

        var fields = GroupFields.Group.Read(spot, mapping, faults);
        var merged = Within(outer, fields);
        _reader.CheckTogether(fields);
        // A group with a bad name cannot be named in what follows; it has its fault.
        if (GroupPath.TryParse(spot.Path!.ToString()["groups/".Length..], out var path))
        {
            _groups.Add(_reader.Read(path, fields, merged));
        }
    }

    private Surroundings Within(Surroundings outer, FieldValues fields)
    {
        IReadOnlyList<FlavourSpec> flavours = [.. outer.Flavours, .. fields.Get(GroupFields.Flavours)];
        if (flavours.Count > FlavourFields.MaxFlavours)
        {
            faults.Add(
                fields.SpotOf(GroupFields.Flavours),
                $"With those from further out there are {flavours.Count} flavours; at most {FlavourFields.MaxFlavours} can run on a machine."
            );
        }

        return new Surroundings(Merge(outer.Labels, fields, GroupFields.Labels), flavours);
    }

    private IReadOnlyDictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> outer,
        FieldValues fields,
        TypedField<IReadOnlyDictionary<string, string>> field
    )
    {
        var own = fields.Get(field);
        if (own.Count == 0)
        {
            return outer;
        }

        var merged = new Dictionary<string, string>(outer, StringComparer.Ordinal);
        foreach (var (key, value) in own)
        {
            merged[key] = value;
        }

        if (merged.Count > LabelsKind.MaxLabels)
        {
            faults.Add(
                fields.SpotOf(field),
                $"With those from further out there are {merged.Count} labels; at most {LabelsKind.MaxLabels} can be put on a machine."
            );
            return outer;
        }

        return merged;
    }

    /// <summary>A mapping with any field that only groups have is meant as one, so that a forgotten plugin is told as such.</summary>
    private static bool IsGroup(YamlNode.Mapping mapping) =>
        mapping.Entries.Any(entry =>
            GroupFields.Group.Names.Contains(entry.Key) && !GroupFields.Container.Names.Contains(entry.Key)
        );

    private static string? NameFault(string name) =>
        GroupFields.Group.Names.Contains(name)
            ? $"'{name}' is a field of groups and cannot name one; choose another name."
        : SpecNames.IsName(name) ? null
        : $"{Wording.Quote(name)} cannot name a group; use {SpecNames.Rule}.";
}
