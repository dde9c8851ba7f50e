using System.Collections.Concurrent;

namespace Kadende.Runtime.Stores;

/// <summary>
/// In which clusters this host wrote events lately: a hint for those who would otherwise have to look at all of them. It knows nothing of
/// other hosts, and forgets when there is too much.
/// </summary>
public sealed class EventNews(TimeProvider clock)
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, News> _news = new(StringComparer.Ordinal);

    /// <summary>The clusters with an event that was written before a time and not taken yet.</summary>
    public IReadOnlySet<string> Take(DateTimeOffset before)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (cluster, news) in _news)
        {
            // What was noted meanwhile stays, by its new value.
            if (news.First <= before && Leave(cluster, news, before))
            {
                taken.Add(cluster);
            }
        }

        return taken;
    }

    internal void Note(string clusterId)
    {
        var now = clock.GetUtcNow();
        if (_news.Count < Most)
        {
            _news.AddOrUpdate(clusterId, _ => new News(now, now), (_, news) => news with { Last = now });
        }
    }

    private bool Leave(string cluster, News news, DateTimeOffset before) =>
        news.Last <= before
            ? _news.TryRemove(KeyValuePair.Create(cluster, news))
            : _news.TryUpdate(cluster, new News(news.Last, news.Last), news);

    private sealed record News(DateTimeOffset First, DateTimeOffset Last);
}
