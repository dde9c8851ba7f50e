using Kadende.Sdk.Failures;

namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>
/// The calls of this host that make, change or remove something at remote plugins. A call goes on until it is answered, whoever asked for
/// it has left: to leave it would not end it at the plugin, but what came of it would be unknown. Who asks for the same again joins it, or
/// hears the answer that nobody waited for.
/// </summary>
/// <param name="keptFor">How long a call may go on, and how long after its beginning its answer is kept.</param>
internal sealed class RunningActs(TimeSpan keptFor, TimeProvider time) : IDisposable
{
    /// <summary>How many calls one plugin may have under way.</summary>
    private const int Most = 100;

    /// <summary>How long those who join a call wait for it: it is asked for again later.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<ActKey, RunningAct> _acts = [];
    private readonly CancellationTokenSource _ended = new();

    /// <summary>How long a call may go on.</summary>
    public TimeSpan Longest => keptFor;

    /// <summary>The call that is under way, or was; null when none is known.</summary>
    public RunningAct? Find(ActKey key)
    {
        lock (_lock)
        {
            return _acts.GetValueOrDefault(key);
        }
    }

    /// <summary>Begins a call, or gives the one that somebody else began meanwhile.</summary>
    /// <param name="instead">What <see cref="Find"/> gave.</param>
    /// <exception cref="ThrottledException">The plugin has too many under way.</exception>
    public RunningAct Begin(ActKey key, RunningAct? instead, Func<CancellationToken, Task<string>> call)
    {
        lock (_lock)
        {
            if (_acts.TryGetValue(key, out var act) && act != instead)
            {
                return act;
            }

            Sweep();
            if (_acts.Values.Count(one => one.Key.Plugin == key.Plugin && !one.HasEnded) >= Most)
            {
                throw new ThrottledException($"{key.Plugin} has {Most} calls under way.", Glance);
            }

            var token = _ended.Token;
            act = new RunningAct(key, () => call(token), time);
            _acts[key] = act;
            return act;
        }
    }

    /// <summary>Its answer was heard.</summary>
    public void Forget(RunningAct act)
    {
        lock (_lock)
        {
            if (_acts.GetValueOrDefault(act.Key) == act)
            {
                _acts.Remove(act.Key);
            }
        }
    }

    /// <summary>Waits for a call: long for one that was begun now, and only a little for one that is joined.</summary>
    /// <returns>Null when there is no answer yet.</returns>
    public static Task<string?> HearAsync(
        RunningAct act,
        bool isJoined,
        TimeSpan patience,
        CancellationToken cancellationToken
    ) => act.AnswerAsync(isJoined && patience > Glance ? Glance : patience, cancellationToken);

    /// <summary>Joins the call that is under way, hears the answer that nobody waited for, or begins a call.</summary>
    /// <returns>Null when there is no answer yet.</returns>
    /// <exception cref="ThrottledException">The plugin has too many under way.</exception>
    public async Task<string?> JoinAsync(
        ActKey key,
        TimeSpan patience,
        Func<CancellationToken, Task<string>> call,
        CancellationToken cancellationToken
    )
    {
        var known = Find(key);
        var act = known ?? Begin(key, null, call);
        try
        {
            return await HearAsync(act, known is not null, patience, cancellationToken);
        }
        finally
        {
            if (act.HasEnded)
            {
                Forget(act);
            }
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private void Sweep()
    {
        var before = time.GetUtcNow() - keptFor;
        foreach (var act in _acts.Values.Where(act => act.HasEnded && act.BeganAt < before).ToList())
        {
            _acts.Remove(act.Key);
        }
    }
}
