using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kadende.Core.Specs.Yaml;

/// <summary>
/// Builds the tree of one document from the parser's events. What breaks the tree (syntax, depth, explosion) ends the reading with one
/// fault; what leaves it whole (a key given twice) is gathered.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>How deep values may nest, aliases expanded. Also what keeps the recursion here and in readers of the tree bounded.</summary>
    public const int MaxDepth = 64;

    /// <summary>How much a document may grow by its aliases; without aliases no text within the size limit comes near.</summary>
    public const int MaxWeight = 1024 * 1024;

    private readonly Parser _parser;
    private readonly FaultList _faults;
    private readonly YamlScalars _scalars;

    /// <summary>What anchors stand for; null while the value is being read.</summary>
    private readonly Dictionary<string, YamlNode?> _anchors = new(StringComparer.Ordinal);

    public YamlTree(Parser parser, FaultList faults)
    {
        _parser = parser;
        _faults = faults;
        _scalars = new YamlScalars(faults);
    }

    /// <summary>Reads the only document of the stream; null with a fault.</summary>
    public YamlNode? Read()
    {
        _parser.MoveNext();
        _parser.MoveNext();
        if (_parser.Current is not DocumentStart)
        {
            return RefuseEmpty();
        }

        _parser.MoveNext();
        if (ReadNode(null, 1) is not { } root)
        {
            return null;
        }

        _parser.MoveNext();
        _parser.MoveNext();
        if (_parser.Current is DocumentStart)
        {
            return Refuse(
                null,
                "A second document begins here; a configuration is one document, so remove '---' and what follows."
            );
        }

        return root is YamlNode.Scalar { Kind: ScalarKind.Null } ? RefuseEmpty() : root;
    }

    private YamlNode? RefuseEmpty()
    {
        _faults.Add(null, new Place(1, 1), "The configuration is empty; it needs 'version', 'name' and 'groups'.");
        return null;
    }

    /// <summary>The value that begins at the current event; ends at its last event. Null: the reading is over.</summary>
    private YamlNode? ReadNode(PathLink? path, int depth)
    {
        if (depth > MaxDepth)
        {
            return Refuse(path, $"Values nest deeper than {MaxDepth} levels; flatten them.");
        }

        if (_parser.Current is AnchorAlias alias)
        {
            return Expand(alias, path, depth);
        }

        // The parser lets some keys pass that have no value.
        if (_parser.Current is not NodeEvent begin)
        {
            return Refuse(path, "This is not valid YAML: a value is missing. Correct it here or just before.");
        }

        var anchor = begin.Anchor.IsEmpty ? null : begin.Anchor.Value;
        if (anchor is not null)
        {
            _anchors[anchor] = null;
        }

        YamlNode? node = begin switch
        {
            Scalar scalar => _scalars.Read(scalar, path),
            SequenceStart => ReadSequence(path, depth),
            _ => ReadMapping(path, depth),
        };
        if (node?.Weight > MaxWeight)
        {
            return Refuse(
                path,
                "The configuration grows too large when its aliases are expanded; write less by aliases."
            );
        }

        if (anchor is not null)
        {
            _anchors[anchor] = node;
        }

        return node;
    }

    private YamlNode? Expand(AnchorAlias alias, PathLink? path, int depth)
    {
        var name = alias.Value.Value;
        if (!_anchors.TryGetValue(name, out var node))
        {
            return Refuse(path, $"The alias '*{name}' stands for nothing; define the anchor '&{name}' before it.");
        }

        if (node is null)
        {
            return Refuse(path, $"The alias '*{name}' stands inside the value that it repeats; that would never end.");
        }

        return depth + node.Height - 1 > MaxDepth
            ? Refuse(path, $"Values nest deeper than {MaxDepth} levels when '*{name}' is expanded; flatten them.")
            : node;
    }

    private YamlNode.Sequence? ReadSequence(PathLink? path, int depth)
    {
        var place = PlaceOf(_parser.Current!);
        _scalars.CheckTag(((NodeEvent)_parser.Current!).Tag, path, place);
        List<YamlNode> items = [];
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            var name = items.Count.ToString(CultureInfo.InvariantCulture);
            if (ReadNode(new PathLink(path, name), depth + 1) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        return new YamlNode.Sequence(place, items);
    }

    private YamlNode.Mapping? ReadMapping(PathLink? path, int depth)
    {
        var place = PlaceOf(_parser.Current!);
        _scalars.CheckTag(((NodeEvent)_parser.Current!).Tag, path, place);
        List<YamlNode.Entry> entries = [];
        Dictionary<string, Place> seen = new(StringComparer.Ordinal);
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            var keyPlace = PlaceOf(_parser.Current!);
            if (!TryReadKey(path, depth, out var key))
            {
                return null;
            }

            var below = key is null ? path : new PathLink(path, key);
            _parser.MoveNext();
            if (ReadNode(below, depth + 1) is not { } value)
            {
                return null;
            }

            if (key is not null && seen.TryAdd(key, keyPlace))
            {
                entries.Add(new YamlNode.Entry(key, keyPlace, value));
            }
            else if (key is not null)
            {
                var name = Wording.Quote(key);
                _faults.Add(
                    below,
                    keyPlace,
                    $"{name} is given twice, first in line {seen[key].Line}; remove one of the two."
                );
            }
        }

        return new YamlNode.Mapping(place, entries);
    }

    /// <summary>A key that is no good text gives a fault and null, so that its value is read and left out. False: the reading is over.</summary>
    private bool TryReadKey(PathLink? path, int depth, out string? key)
    {
        if (_parser.Current is Scalar scalar)
        {
            key = _scalars.ReadKey(scalar, path);
            return true;
        }

        key = null;
        _faults.Add(path, PlaceOf(_parser.Current!), "A key must be text, not a list, a mapping or an alias.");
        return ReadNode(path, depth + 1) is not null;
    }

    private YamlNode? Refuse(PathLink? path, string message)
    {
        _faults.Add(path, PlaceOf(_parser.Current!), message);
        return null;
    }

    internal static Place PlaceOf(ParsingEvent at) => new((int)at.Start.Line, (int)at.Start.Column);
}
