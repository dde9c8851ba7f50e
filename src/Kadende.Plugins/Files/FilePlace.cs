using Kadende.Core.Specs;
using Kadende.Sdk;

namespace Kadende.Plugins.Files;

/// <summary>
/// Where files are: <c>{root}/{directory}/{installation}/{cluster}/{group}/{token}</c>, so that a listing of one group reads nothing of
/// another. A file's path below the root is its instance's id.
/// </summary>
internal static class FilePlace
{
    /// <summary>The folder, below the root, of the group that the labels name.</summary>
    public static string FolderOf(string directory, IReadOnlyDictionary<string, string> labels) =>
        Path.Combine(
            directory,
            PluginLabels.Name(labels, LabelNames.Installation),
            PluginLabels.Name(labels, LabelNames.Cluster),
            PluginLabels.Group(labels)
        );

    /// <summary>The innermost folder that must hold every file with these labels, and whether folders in it may hold some too.</summary>
    public static (string Folder, bool Deep) SearchFor(string directory, IReadOnlyDictionary<string, string> labels)
    {
        if (!labels.ContainsKey(LabelNames.Installation))
        {
            return (directory, true);
        }

        var installation = Path.Combine(directory, PluginLabels.Name(labels, LabelNames.Installation));
        if (!labels.ContainsKey(LabelNames.Cluster))
        {
            return (installation, true);
        }

        var cluster = Path.Combine(installation, PluginLabels.Name(labels, LabelNames.Cluster));
        return labels.ContainsKey(LabelNames.Group)
            ? (Path.Combine(cluster, PluginLabels.Group(labels)), false)
            : (cluster, true);
    }

    /// <summary>Whether an id is one that this provider could have given, so that nothing outside the root is ever touched.</summary>
    public static bool IsId(string id)
    {
        var parts = id.Split('/');
        return parts.Length >= 4 && parts[..^1].All(SpecNames.IsName) && PluginLabels.IsToken(parts[^1]);
    }
}
