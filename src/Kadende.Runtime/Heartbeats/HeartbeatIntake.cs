using System.Collections.Concurrent;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Heartbeats;

/// <summary>Takes heartbeats in.</summary>
public sealed class HeartbeatIntake(
    HeartbeatTokens tokens,
    KnownNodes nodes,
    IHeartbeatStore heartbeats,
    HeartbeatListening listening,
    TimeProvider time
)
{
    private const int MostNodes = 100_000;

    /// <summary>Heartbeats of one node that come faster say nothing new.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // In this host alone: what another host wrote a moment ago is written once more, which does no harm.
    private readonly ConcurrentDictionary<string, Heartbeat> _last = new(StringComparer.Ordinal);

    /// <returns>The node that has this token; null: none that there is.</returns>
    public Task<HeartbeatSubject?> FindAsync(string token, CancellationToken cancellationToken) =>
        HearAsync(async () =>
            await tokens.ReadAsync(token, cancellationToken) is { } subject
            && await nodes.ExistsAsync(subject, cancellationToken)
                ? subject
                : null
        );

    /// <param name="problem">What is wrong with the node; null when it is well.</param>
    public Task TakeAsync(HeartbeatSubject subject, string? problem, CancellationToken cancellationToken) =>
        HearAsync(async () =>
        {
            var beat = new Heartbeat(time.GetUtcNow(), problem);
            if (IsNews(subject.NodeId, beat))
            {
                await heartbeats.PutAsync(subject, beat, cancellationToken);
                Remember(subject.NodeId, beat);
            }

            return true;
        });

    private async Task<T> HearAsync<T>(Func<Task<T>> hear)
    {
        try
        {
            return await hear();
        }
        catch (StoreUnavailableException)
        {
            listening.Missed();
            throw;
        }
    }

    /// <summary>Bad news does not wait, but only the first time.</summary>
    private bool IsNews(string node, Heartbeat beat) =>
        !_last.TryGetValue(node, out var last)
        || beat.At - last.At >= Pause
        || (last.Problem is null && beat.Problem is not null);

    private void Remember(string node, Heartbeat beat)
    {
        if (_last.Count >= MostNodes)
        {
            _last.Clear();
        }

        _last[node] = beat;
    }
}
