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

    public const int MaxKeyLength = 255;

    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly FaultList _faults;

    /// <summary>What anchors stand for; null while the value is being read.</summary>
    private readonly Dictionary<string, YamlNode?> _anchors = new(StringComparer.Ordinal);

    private YamlTree(string text, FaultList faults)
    {
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
        _faults = faults;
    }

    /// <summary>The document, or null with a fault.</summary>
    public static YamlNode? Read(string text, FaultList faults)
    {
        text = text.TrimStart('\uFEFF');
        var tree = new YamlTree(text, faults);
        try
        {
            return tree.ReadStream();
        }
        catch (YamlException e)
        {
            tree.AddSyntaxFault(text, new Place((int)e.Start.Line, (int)e.Start.Column), e.Message);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The parser has paths on which it fails like this instead of saying what it met.
            var at = tree._scanner.CurrentPosition;
            tree.AddSyntaxFault(text, new Place((int)at.Line, (int)at.Column), "found something unexpected");
        }

        return null;
    }

    private YamlNode? ReadStream()
    {
        _parser.MoveNext();
        _parser.MoveNext();
        if (_parser.Current is not DocumentStart)
        {
            _faults.Add(null, new Place(1, 1), "The configuration is empty; it needs 'version', 'name' and 'groups'.");
            return null;
        }

        _parser.MoveNext();
        var root = ReadNode(null, 1);
        if (root is null)
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

        return root;
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

        var begin = (NodeEvent)_parser.Current!;
        var anchor = begin.Anchor.IsEmpty ? null : begin.Anchor.Value;
        if (anchor is not null)
        {
            _anchors[anchor] = null;
        }

        YamlNode? node = begin switch
        {
            Scalar scalar => ReadScalar(scalar, path),
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

    private YamlNode.Scalar ReadScalar(Scalar scalar, PathLink? path)
    {
        var place = PlaceOf(scalar);
        var isText = IsTextTag(scalar.Tag);
        if (!isText)
        {
            CheckTag(scalar.Tag, path, place);
        }

        var kind = scalar.Style == ScalarStyle.Plain && !isText ? CoreSchema.Classify(scalar.Value) : ScalarKind.Text;
        return new YamlNode.Scalar(place, Readable(scalar.Value, path, place), kind);
    }

    private YamlNode.Sequence? ReadSequence(PathLink? path, int depth)
    {
        var place = PlaceOf(_parser.Current!);
        CheckTag(((NodeEvent)_parser.Current!).Tag, path, place);
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
        CheckTag(((NodeEvent)_parser.Current!).Tag, path, place);
        List<YamlNode.Entry> entries = [];
        Dictionary<string, Place> seen = new(StringComparer.Ordinal);
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            var keyPlace = PlaceOf(_parser.Current!);
            if (!TryReadKey(path, depth, keyPlace, out var key))
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
    private bool TryReadKey(PathLink? path, int depth, Place place, out string? key)
    {
        key = null;
        if (_parser.Current is not Scalar scalar)
        {
            _faults.Add(path, place, "A key must be text, not a list, a mapping or an alias.");
            return ReadNode(path, depth + 1) is not null;
        }

        if (ReadScalar(scalar, path) is { Kind: not ScalarKind.Text } other)
        {
            _faults.Add(
                path,
                place,
                $"A key must be text; write {Wording.Quote(other.Text)} in quotes if it is meant so."
            );
        }
        else if (scalar is { Style: ScalarStyle.Plain, Value: "<<" })
        {
            _faults.Add(
                path,
                place,
                "Merge keys ('<<') are not part of YAML 1.2; write the fields out, or repeat a whole value by an alias."
            );
        }
        else if (scalar.Value.Length > MaxKeyLength)
        {
            _faults.Add(
                path,
                place,
                $"A key may have at most {MaxKeyLength} characters; this one has {scalar.Value.Length}."
            );
        }
        else
        {
            key = Readable(scalar.Value, path: null, place, silent: true);
        }

        return true;
    }

    private string Readable(string text, PathLink? path, Place place, bool silent = false)
    {
        var index = YamlText.IndexOfUnreadable(text);
        if (index < 0)
        {
            return text;
        }

        if (!silent)
        {
            _faults.Add(
                path,
                place,
                $"The character U+{(int)text[index]:X4} is not allowed, also not as an escape; remove it."
            );
        }

        return new string([.. text.Where(c => !char.IsSurrogate(c) && !char.IsControl(c))]);
    }

    private void CheckTag(TagName tag, PathLink? path, Place place)
    {
        if (!tag.IsEmpty && !tag.IsNonSpecific)
        {
            _faults.Add(path, place, $"Tags such as {Wording.Quote(tag.Value)} are not supported; remove the tag.");
        }
    }

    private static bool IsTextTag(TagName tag) =>
        !tag.IsEmpty && (tag.IsNonSpecific ? tag.Value == "!" : tag.Value == "tag:yaml.org,2002:str");

    private void AddSyntaxFault(string text, Place place, string what)
    {
        // The scanner tells of a tab only at the line before it.
        if (TabNear(text, place.Line) is { } tab)
        {
            _faults.Add(null, tab, "YAML does not allow tabs as indentation; use spaces.");
            return;
        }

        var cause = what.TrimEnd('.', ' ', ',');
        _faults.Add(
            null,
            place,
            $"This is not valid YAML: {char.ToLowerInvariant(cause[0])}{cause[1..]}. Correct it here or just before."
        );
    }

    private static Place? TabNear(string text, int line)
    {
        var number = 0;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            number++;
            var indent = content[..^content.TrimStart().Length];
            if (number >= line && number <= line + 1 && indent.Contains('\t') && indent.Length < content.Length)
            {
                return new Place(number, indent.IndexOf('\t') + 1);
            }
        }

        return null;
    }

    private YamlNode? Refuse(PathLink? path, string message)
    {
        _faults.Add(path, PlaceOf(_parser.Current!), message);
        return null;
    }

    private static Place PlaceOf(ParsingEvent at) => new((int)at.Start.Line, (int)at.Start.Column);
}
