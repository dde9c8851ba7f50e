using System.Collections.Concurrent;
using Kadende.Core.Specs;
using Kadende.Runtime.Passes;
using Microsoft.Extensions.Options;

namespace Kadende.LocalHost.Scheduling;

/// <summary>
/// Lets a look that takes long go on by itself, so that a provider that does not answer holds up neither the other groups of its cluster
/// nor other clusters. A pass that comes by meanwhile leaves the group to it; once it is over, a pass is asked for and gets its outcome.
/// </summary>
internal sealed class LongLooks(PassSignals signals, IOptions<LocalOptions> options, TimeProvider time)
    : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Cluster, GroupPath Group), Look> _going = new();

    // Groups whose last look took long are not waited for at all: the next one will take as long.
    private readonly ConcurrentDictionary<(string Cluster, GroupPath Group), bool> _long = new();

    public async Task<GroupOutcome> RunAsync(GroupWork work, Round? round, Func<Task<GroupOutcome>> look)
    {
        var key = (work.ClusterId, work.Group);
        var head = round?.Rows.Head.ETag;
        if (_going.TryGetValue(key, out var earlier))
        {
            if (!earlier.Outcome.IsCompleted)
            {
                return Unfinished(work, round);
            }

            _going.TryRemove(key, out _);
            if (earlier.Head == head)
            {
                return await earlier.Outcome;
            }
        }

        var started = time.GetTimestamp();
        var outcome = look();
        if (await IsSoonOverAsync(outcome, _long.ContainsKey(key) ? TimeSpan.Zero : options.Value.LongLook))
        {
            return await outcome;
        }

        _long[key] = true;
        _going[key] = new Look(outcome, head);
        _ = EndAsync(key, outcome, started);
        return Unfinished(work, round);
    }

    /// <summary>What the looks are about to record is worth the wait.</summary>
    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_going.Values.Select(look => (Task)look.Outcome))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <param name="Head">The cluster's ETag: an outcome says nothing about a spec that came later.</param>
    private sealed record Look(Task<GroupOutcome> Outcome, string? Head);

    private async Task<bool> IsSoonOverAsync(Task<GroupOutcome> outcome, TimeSpan patience)
    {
        using var over = new CancellationTokenSource();
        var first = await Task.WhenAny(outcome, Task.Delay(patience, time, over.Token));
        await over.CancelAsync();
        return first == outcome;
    }

    private async Task EndAsync((string Cluster, GroupPath Group) key, Task outcome, long started)
    {
        // Also when it failed: the pass that is asked for meets the failure.
        await outcome.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (time.GetElapsedTime(started) < options.Value.LongLook)
        {
            _long.TryRemove(key, out _);
        }

        signals.Send(new PassSignal.Asked(key.Cluster));
    }

    private GroupOutcome Unfinished(GroupWork work, Round? round) =>
        new(
            work.Group,
            round?.Cluster.Generation ?? 0,
            Again: false,
            time.GetUtcNow() + Meanwhile,
            Gone: false,
            NeededGenerations: null
        );

    private static readonly TimeSpan Meanwhile = TimeSpan.FromSeconds(30);
}
