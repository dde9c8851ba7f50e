using Kadende.Cli.Printing;
using Kadende.Cli.Server;

namespace Kadende.Cli.Watching;

/// <summary>Writes a line for each event, and one for each node, group or condition that is not as it was when last shown.</summary>
internal sealed class WatchScreen(TextWriter output, TimeProvider time)
{
    /// <summary>Nodes of larger clusters are not shown one by one.</summary>
    public const int MostNodes = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _groups = new(StringComparer.Ordinal);
    private HashSet<string> _conditions = [];

    public void Show(string what) => Write(Lines.Shown(time.GetUtcNow(), what));

    public void Show(EventAnswer one) => Write(Lines.Of(one));

    /// <param name="nodes">Null: they are not known, or too many.</param>
    public void Show(ClusterAnswer cluster, IReadOnlyList<NodeAnswer>? nodes)
    {
        foreach (var node in nodes ?? [])
        {
            ShowChanged(_nodes, node.Id, Lines.Of(node));
        }

        if (nodes is not null)
        {
            foreach (var id in _nodes.Keys.Except(nodes.Select(node => node.Id), StringComparer.Ordinal).ToList())
            {
                _nodes.Remove(id);
            }
        }

        foreach (var group in cluster.Groups)
        {
            ShowChanged(_groups, group.Path, Lines.Of(group));
        }

        var conditions = cluster.Conditions.Select(condition => $"{condition.Type}: {condition.Message}").ToHashSet();
        foreach (var condition in conditions.Except(_conditions, StringComparer.Ordinal))
        {
            Show($"! {condition}");
        }

        _conditions = conditions;
    }

    private void ShowChanged(Dictionary<string, string> known, string key, string line)
    {
        if (known.GetValueOrDefault(key) != line)
        {
            known[key] = line;
            Show(line);
        }
    }

    private void Write(string line)
    {
        lock (_lock)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}
