using Kadende.Sdk;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>Listings can be narrowed by one tag: the one of the label that fewest droplets share.</summary>
internal static class DropletSearch
{
    private static readonly string[] ByRarity = [LabelNames.Cluster, LabelNames.Group, LabelNames.Installation];

    /// <returns>Null when none of the labels is a tag for certain: the node's may stand in the name.</returns>
    public static string? TagFor(IReadOnlyDictionary<string, string> labels)
    {
        var key =
            Array.Find(ByRarity, labels.ContainsKey)
            ?? labels.Keys.Where(name => name != LabelNames.Node).Min(StringComparer.Ordinal);
        return key is null ? null : DropletTags.Encode(key, labels[key])[0];
    }
}
