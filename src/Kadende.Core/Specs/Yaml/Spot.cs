using System.Globalization;

namespace Kadende.Core.Specs.Yaml;

/// <summary>A value where it stands in the tree.</summary>
internal readonly record struct Spot(YamlNode Node, PathLink? Path)
{
    public SpecMark Mark => new(PathLink.TextOf(Path), Node.Place.Line, Node.Place.Column);

    public Spot Child(string name, YamlNode node) => new(node, new PathLink(Path, name));

    public Spot Item(int index, YamlNode node) => Child(index.ToString(CultureInfo.InvariantCulture), node);
}
