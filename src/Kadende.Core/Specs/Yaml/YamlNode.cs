namespace Kadende.Core.Specs.Yaml;

/// <summary>A value of a document. Aliases are expanded by sharing: one node may stand at several places of the tree.</summary>
internal abstract class YamlNode
{
    private YamlNode(Place place, long weight, int height)
    {
        Place = place;
        Weight = weight;
        Height = height;
    }

    public Place Place { get; }

    /// <summary>How many characters and values it has with all aliases expanded.</summary>
    public long Weight { get; }

    /// <summary>How deep it is, 1 for a scalar.</summary>
    public int Height { get; }

    public sealed class Scalar(Place place, string text, ScalarKind kind) : YamlNode(place, 1 + text.Length, 1)
    {
        public string Text { get; } = text;

        public ScalarKind Kind { get; } = kind;
    }

    public sealed class Sequence(Place place, IReadOnlyList<YamlNode> items)
        : YamlNode(
            place,
            1 + items.Sum(item => item.Weight),
            1 + items.Select(item => item.Height).DefaultIfEmpty().Max()
        )
    {
        public IReadOnlyList<YamlNode> Items { get; } = items;
    }

    public sealed class Mapping(Place place, IReadOnlyList<Entry> entries)
        : YamlNode(
            place,
            1 + entries.Sum(entry => entry.Key.Length + entry.Value.Weight),
            1 + entries.Select(entry => entry.Value.Height).DefaultIfEmpty().Max()
        )
    {
        /// <summary>In the order of the text; every key once.</summary>
        public IReadOnlyList<Entry> Entries { get; } = entries;

        public YamlNode? Find(string key)
        {
            foreach (var entry in Entries)
            {
                if (string.Equals(entry.Key, key, StringComparison.Ordinal))
                {
                    return entry.Value;
                }
            }

            return null;
        }
    }

    public sealed record Entry(string Key, Place KeyPlace, YamlNode Value);
}
