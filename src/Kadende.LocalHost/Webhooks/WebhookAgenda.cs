using System.Collections.Concurrent;
using System.Collections.Immutable;
using Kadende.Core.Webhooks;
using Kadende.Runtime.Stores;

namespace Kadende.LocalHost.Webhooks;

/// <summary>Which webhooks are to have a turn, and over which clusters.</summary>
/// <param name="poll">How often every webhook looks at all of its clusters.</param>
internal sealed class WebhookAgenda(TimeSpan poll)
{
    /// <summary>When webhooks want their next turn; set by turns that end while others go on.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _wakes = new(StringComparer.Ordinal);

    private ImmutableHashSet<string> _news = ImmutableHashSet.Create<string>(StringComparer.Ordinal);
    private DateTimeOffset _nextPoll = DateTimeOffset.MinValue;

    /// <param name="Only">Only these clusters; null: all.</param>
    internal sealed record Turn(Stored<Webhook> Webhook, IReadOnlySet<string>? Only);

    /// <summary>There are events in these clusters.</summary>
    public void Hear(IReadOnlySet<string> clusters) => _news = _news.Union(clusters);

    public bool HasWork(DateTimeOffset now) =>
        !_news.IsEmpty || now >= _nextPoll || _wakes.Values.Any(wake => wake <= now);

    /// <summary>A turn has ended.</summary>
    /// <param name="next">When there is more to do; null: nothing is known.</param>
    public void WakeAt(string webhook, DateTimeOffset? next)
    {
        if (next is { } wake)
        {
            _wakes.AddOrUpdate(webhook, wake, (_, other) => wake < other ? wake : other);
        }
    }

    /// <summary>The turns to begin now.</summary>
    /// <param name="running">Webhooks that have a turn already; they get another when it is over.</param>
    public IReadOnlyList<Turn> Take(
        IReadOnlyList<Stored<Webhook>> webhooks,
        IReadOnlyCollection<string> running,
        DateTimeOffset now
    )
    {
        var (news, isPoll) = (_news, now >= _nextPoll);
        _news = _news.Clear();
        _nextPoll = isPoll ? now + poll : _nextPoll;
        var turns = new List<Turn>();
        foreach (var webhook in webhooks)
        {
            var id = webhook.Value.Id;
            var isWoken = _wakes.TryGetValue(id, out var wake) && wake <= now;
            if (!isPoll && !isWoken && news.IsEmpty)
            {
                continue;
            }

            if (running.Contains(id))
            {
                _wakes[id] = now;
                continue;
            }

            if (isPoll || isWoken)
            {
                _wakes.TryRemove(id, out _);
            }

            turns.Add(new Turn(webhook, isPoll || isWoken ? null : news));
        }

        Forget(webhooks, isPoll);
        return turns;
    }

    /// <summary>Webhooks that are gone or disabled want nothing more.</summary>
    private void Forget(IReadOnlyList<Stored<Webhook>> webhooks, bool isPoll)
    {
        if (!isPoll)
        {
            return;
        }

        foreach (var gone in _wakes.Keys.Except(webhooks.Select(one => one.Value.Id), StringComparer.Ordinal).ToList())
        {
            _wakes.TryRemove(gone, out _);
        }
    }
}
