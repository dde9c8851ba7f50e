using System.Globalization;
using System.Text.Json;
using Microsoft.DurableTask;
using static Kadende.Functions.Tests.Replay.DurableHistory;

namespace Kadende.Functions.Tests.Replay;

/// <summary>
/// Runs an orchestrator as Durable does: from the start again after every completed activity, fired timer and raised event.
/// </summary>
internal sealed class DurableRun(DateTimeOffset start)
{
    private const int MostReplays = 500;

    private readonly DurableHistory _history = new();
    private readonly Dictionary<string, Func<string, string>> _activities = [];
    private readonly List<(DateTimeOffset At, string Event, string Payload)> _events = [];
    private readonly HashSet<string> _twice = [];
    private readonly DateTimeOffset _start = start;

    /// <summary>The host's clock.</summary>
    public DateTimeOffset Now { get; set; } = start;

    /// <summary>Timers and retry delays fire this much too early.</summary>
    public TimeSpan Early { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Each run of an activity, in order: its name and its input.</summary>
    public List<(string Name, string Input)> Runs { get; } = [];

    /// <summary>Times of timers that were asked for.</summary>
    public IEnumerable<DateTimeOffset> Timers =>
        _history.Actions.Where(asked => asked.Name == Asked.Timer).Select(FireAt);

    public int Replays { get; private set; }

    public int MostWaits { get; private set; }

    public DurableRun Activity<TInput, TResult>(string name, Func<TInput, TResult> run)
    {
        _activities[name] = input => JsonSerializer.Serialize(run(JsonSerializer.Deserialize<TInput>(input)!));
        return this;
    }

    /// <summary>Every activity of this name is run twice each time: at least once is all that Durable promises.</summary>
    public DurableRun Twice(string name)
    {
        _twice.Add(name);
        return this;
    }

    /// <summary>Raises an event when the clock comes to this time.</summary>
    public DurableRun Raise(DateTimeOffset at, string name, object payload)
    {
        _events.Add((at, name, JsonSerializer.Serialize(payload)));
        return this;
    }

    public TResult Run<TResult>(object input, Func<TaskOrchestrationContext, Task<TResult>> orchestrator)
    {
        var json = JsonSerializer.Serialize(input);
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            while (Replays++ < MostReplays)
            {
                var context = new ReplayingOrchestrationContext("replayed", json, _start, _history);
                var result = Replay(context, orchestrator);
                if (result.IsCompleted)
                {
                    return ResultOf(result, context);
                }

                GoOn(context);
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        throw new InvalidOperationException($"Not over after {MostReplays} replays.");
    }

    private Task<TResult> Replay<TResult>(
        ReplayingOrchestrationContext context,
        Func<TaskOrchestrationContext, Task<TResult>> orchestrator
    )
    {
        var known = _history.Actions.Count;
        var result = orchestrator(context);
        foreach (var happened in _history.Happenings)
        {
            context.Deliver(happened);
        }

        MostWaits = Math.Max(MostWaits, context.MostWaits);
        if (!result.IsFaulted && context.Asked < known)
        {
            throw new NonDeterminismException($"{known} calls were made before, and {context.Asked} in a replay.");
        }

        return result;
    }

    private static TResult ResultOf<TResult>(Task<TResult> result, ReplayingOrchestrationContext context)
    {
        var value = result.GetAwaiter().GetResult();
        return context.Pending.Count == 0
            ? JsonSerializer.Deserialize<TResult>(JsonSerializer.Serialize(value))!
            : throw new InvalidOperationException("The orchestrator ended with timers or activities under way.");
    }

    /// <summary>Adds the next line to the history: an answer of an activity if one is under way, else what the clock comes to first.</summary>
    private void GoOn(ReplayingOrchestrationContext context)
    {
        var raised = _events.Where(one => one.At <= Now).OrderBy(one => one.At).FirstOrDefault();
        if (raised.Event is not null)
        {
            RaiseNow(raised);
            return;
        }

        var activities = context.Pending.Where(id => _history.Actions[id].Name != Asked.Timer).ToList();
        if (activities.Count > 0)
        {
            _history.Happenings.Add(RunActivity(activities[0]));
            return;
        }

        PassTime(context);
    }

    private void PassTime(ReplayingOrchestrationContext context)
    {
        var timer = context.Pending.OrderBy(id => FireAt(_history.Actions[id])).Cast<int?>().FirstOrDefault();
        var next = _events.OrderBy(one => one.At).FirstOrDefault();
        var fires = timer is { } id ? FireAt(_history.Actions[id]) - Early : DateTimeOffset.MaxValue;
        if (next.Event is not null && next.At < fires && context.Waits)
        {
            Now = next.At;
            RaiseNow(next);
            return;
        }

        if (timer is null)
        {
            throw new NonDeterminismException("The orchestrator waits for something that Durable knows nothing of.");
        }

        Now = fires > Now ? fires : Now;
        _history.Happenings.Add(new Happened.Fired(Now, timer.Value));
    }

    private void RaiseNow((DateTimeOffset At, string Event, string Payload) raised)
    {
        _events.Remove(raised);
        _history.Happenings.Add(new Happened.Raised(Now, raised.Event, raised.Payload));
    }

    private Happened RunActivity(int id)
    {
        var asked = _history.Actions[id];
        var policy = asked.Options?.Retry?.Policy;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var result = RunOnce(asked);
                return new Happened.Completed(Now, id, _twice.Contains(asked.Name) ? RunOnce(asked) : result);
            }
            catch (InvalidOperationException failure)
            {
                if (attempt >= (policy?.MaxNumberOfAttempts ?? 1))
                {
                    return new Happened.Failed(Now, id, failure.Message);
                }

                var delay = policy!.FirstRetryInterval * Math.Pow(policy.BackoffCoefficient, attempt - 1) - Early;
                Now += delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
            }
        }
    }

    private string RunOnce(Asked asked)
    {
        Runs.Add((asked.Name, asked.Input));
        return _activities[asked.Name](asked.Input);
    }

    private static DateTimeOffset FireAt(Asked timer) =>
        DateTimeOffset.Parse(timer.Input, CultureInfo.InvariantCulture);
}
