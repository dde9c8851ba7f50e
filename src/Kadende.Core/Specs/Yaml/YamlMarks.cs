using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Kadende.Core.Specs.Yaml;

/// <summary>
/// Where the values below a value stand, looked up in the tree when asked: specs are read on every pass, and places are needed only
/// for faults.
/// </summary>
internal sealed class YamlMarks(Spot root) : IReadOnlyDictionary<string, SpecMark>
{
    public SpecMark this[string key] =>
        TryGetValue(key, out var mark) ? mark : throw new KeyNotFoundException($"Nothing stands at '{key}'.");

    public int Count => All().Count();

    public IEnumerable<string> Keys => All().Select(pair => pair.Key);

    public IEnumerable<SpecMark> Values => All().Select(pair => pair.Value);

    public bool ContainsKey(string key) => Find(root, key) is not null;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out SpecMark value)
    {
        value = Find(root, key)?.Mark;
        return value is not null;
    }

    public IEnumerator<KeyValuePair<string, SpecMark>> GetEnumerator() => All().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Spot? Find(Spot spot, string path)
    {
        if (path.Length == 0)
        {
            return spot;
        }

        // A key may itself hold a slash, so that the path is matched, not split.
        foreach (var child in Children(spot))
        {
            var name = child.Path!.Name;
            var matches = path.StartsWith(name, StringComparison.Ordinal);
            if (matches && path.Length == name.Length)
            {
                return child;
            }

            if (matches && path[name.Length] == '/' && Find(child, path[(name.Length + 1)..]) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static IEnumerable<Spot> Children(Spot spot) =>
        spot.Node switch
        {
            YamlNode.Mapping mapping => mapping.Entries.Select(entry => spot.Child(entry.Key, entry.Value)),
            YamlNode.Sequence sequence => sequence.Items.Select((item, index) => spot.Item(index, item)),
            _ => [],
        };

    private IEnumerable<KeyValuePair<string, SpecMark>> All() => Below(root, "");

    private static IEnumerable<KeyValuePair<string, SpecMark>> Below(Spot spot, string path) =>
        Children(spot)
            .SelectMany(child => Below(child, path.Length == 0 ? child.Path!.Name : $"{path}/{child.Path!.Name}"))
            .Prepend(KeyValuePair.Create(path, spot.Mark));
}
