using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;

namespace Kadende.LocalHost.Scheduling;

/// <summary>
/// Which cluster is to be looked at when. Never gives out a cluster whose pass still runs: who asks meanwhile gets one more pass
/// afterwards. Not safe for several threads; knows no clock.
/// </summary>
internal sealed class PassAgenda(LocalOptions options)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Queue<string> _ready = new();
    private readonly PriorityQueue<string, DateTimeOffset> _wakes = new();

    public int Running { get; private set; }

    /// <summary>When the next cluster becomes ready by itself; null: none does.</summary>
    public DateTimeOffset? NextWake => _wakes.TryPeek(out _, out var at) ? at : null;

    public void Take(PassSignal signal, DateTimeOffset now)
    {
        switch (signal)
        {
            case PassSignal.Asked asked:
                Ask(EntryOf(asked.ClusterId), due: null);
                break;
            case PassSignal.Due due:
                foreach (var cluster in due.Clusters)
                {
                    TakeDue(cluster, due.ReadAt, now);
                }

                break;
            case PassSignal.Ended ended:
                End(EntryOf(ended.ClusterId), ended.Next, now);
                break;
            case PassSignal.Failed failed:
                Fail(EntryOf(failed.ClusterId), now);
                break;
            default:
                throw new InvalidOperationException("There are four kinds of signals.");
        }
    }

    /// <summary>Gives out the clusters whose time has come, as many as may run; each counts as running from now on.</summary>
    public IReadOnlyList<PassRequest> TakeReady(DateTimeOffset now)
    {
        while (_wakes.TryPeek(out var id, out var at) && at <= now)
        {
            _wakes.Dequeue();
            // A wake that was overtaken by another pass is left over in the queue; only the current one counts.
            if (_entries.TryGetValue(id, out var entry) && entry.WakeAt == at)
            {
                entry.WakeAt = null;
                Ask(entry, entry.Due);
            }
        }

        var requests = new List<PassRequest>();
        while (Running < options.MaxPasses && _ready.TryDequeue(out var id))
        {
            requests.Add(Start(_entries[id]));
        }

        return requests;
    }

    private PassRequest Start(Entry entry)
    {
        var request = new PassRequest(entry.Id, entry.Due);
        (entry.State, entry.Due, entry.WakeAt) = (RunState.Running, null, null);
        Running++;
        return request;
    }

    private void TakeDue(DueCluster cluster, DateTimeOffset readAt, DateTimeOffset now)
    {
        var entry = EntryOf(cluster.ClusterId);
        // A list that was read before the last pass ended tells of the time before that pass. A pass that runs moves its entry itself.
        // A cluster whose pass failed waits for its turn.
        var news = entry.State != RunState.Running && !(readAt <= entry.EndedAt) && !(entry.NotBefore > now);
        if (news)
        {
            Ask(entry, cluster);
        }
    }

    private void Ask(Entry entry, DueCluster? due)
    {
        switch (entry.State)
        {
            case RunState.Idle:
                entry.State = RunState.Ready;
                entry.Due = due;
                _ready.Enqueue(entry.Id);
                break;
            case RunState.Running:
                entry.AskedAgain = true;
                break;
            case RunState.Ready:
                break;
            default:
                throw new InvalidOperationException("There are three states.");
        }
    }

    private void End(Entry entry, DateTimeOffset? next, DateTimeOffset now)
    {
        (entry.Failures, entry.NotBefore) = (0, null);
        Settle(entry, now);
        if (entry.State == RunState.Ready)
        {
            return;
        }

        if (next is { } at)
        {
            Wake(entry, at);
        }
        else
        {
            _entries.Remove(entry.Id);
        }
    }

    private void Fail(Entry entry, DateTimeOffset now)
    {
        entry.Failures++;
        entry.NotBefore = now + options.RetryDelay(entry.Failures);
        // Also when somebody asked meanwhile: what just failed is not tried again in the same breath.
        entry.AskedAgain = false;
        Settle(entry, now);
        Wake(entry, entry.NotBefore.Value);
    }

    private void Settle(Entry entry, DateTimeOffset now)
    {
        Running--;
        (entry.State, entry.EndedAt) = (RunState.Idle, now);
        if (entry.AskedAgain)
        {
            entry.AskedAgain = false;
            Ask(entry, due: null);
        }
    }

    private void Wake(Entry entry, DateTimeOffset at)
    {
        entry.WakeAt = at;
        _wakes.Enqueue(entry.Id, at);
    }

    private Entry EntryOf(string id)
    {
        if (!_entries.TryGetValue(id, out var entry))
        {
            entry = new Entry(id);
            _entries.Add(id, entry);
        }

        return entry;
    }

    private enum RunState
    {
        Idle,
        Ready,
        Running,
    }

    private sealed class Entry(string id)
    {
        public string Id { get; } = id;

        public RunState State { get; set; }

        public bool AskedAgain { get; set; }

        public DueCluster? Due { get; set; }

        public DateTimeOffset? WakeAt { get; set; }

        public DateTimeOffset? EndedAt { get; set; }

        public DateTimeOffset? NotBefore { get; set; }

        public int Failures { get; set; }
    }
}
