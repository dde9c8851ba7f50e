using System.Globalization;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static Kadende.Functions.Tests.Replay.DurableHistory;

namespace Kadende.Functions.Tests.Replay;

/// <summary>
/// One replay of an orchestration: answers from the history, checks that the orchestrator asks for what it asked for before, and adds
/// what is new. Everything passes through JSON, as it does in Durable.
/// </summary>
internal sealed class ReplayingOrchestrationContext(
    string instanceId,
    string input,
    DateTimeOffset start,
    DurableHistory history
) : TaskOrchestrationContext
{
    private readonly Dictionary<int, Action<Happened>> _pending = [];
    private readonly Dictionary<string, Stack<Action<string>>> _waiting = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<string>> _early = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private DateTimeOffset _now = start;

    /// <summary>How many activities and timers this replay has asked for.</summary>
    public int Asked { get; private set; }

    /// <summary>Asked for and not answered, oldest first; timers that were cancelled are left out.</summary>
    public IReadOnlyList<int> Pending => [.. _pending.Keys.Order()];

    public bool Waits => _waiting.Values.Any(stack => stack.Count > 0);

    /// <summary>The most waits for one event that were pending at once.</summary>
    public int MostWaits { get; private set; }

    public override TaskName Name => "replayed";

    public override string InstanceId => instanceId;

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => _now.UtcDateTime;

    public override bool IsReplaying => Asked < history.Actions.Count;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    /// <summary>Lets the orchestrator see the next line of the history.</summary>
    public void Deliver(Happened happened)
    {
        _now = happened.At;
        switch (happened)
        {
            case Happened.Raised raised:
                DeliverEvent(raised);
                break;
            case Happened.Completed { Action: var id }:
                Answer(id, happened);
                break;
            case Happened.Failed { Action: var id }:
                Answer(id, happened);
                break;
            case Happened.Fired { Action: var id }:
                Answer(id, happened);
                break;
        }
    }

    public override T? GetInput<T>()
        where T : default => JsonSerializer.Deserialize<T>(input);

    public override Task<TResult> CallActivityAsync<TResult>(
        TaskName name,
        object? input = null,
        TaskOptions? options = null
    )
    {
        var answer = new TaskCompletionSource<TResult>();
        var id = Ask(new Asked(name.Name, JsonSerializer.Serialize(input)) { Options = options });
        _pending[id] = happened =>
        {
            if (happened is Happened.Failed { Message: var message })
            {
                answer.SetException(new TaskFailedException(name.Name, id, new InvalidOperationException(message)));
                return;
            }

            answer.SetResult(JsonSerializer.Deserialize<TResult>(((Happened.Completed)happened).Result)!);
        };
        return answer.Task;
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource();
        var at = fireAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        var id = Ask(new Asked(DurableHistory.Asked.Timer, at) { Options = null });
        _pending[id] = _ => answer.TrySetResult();
        cancellationToken.Register(() =>
        {
            _pending.Remove(id);
            answer.TrySetCanceled(cancellationToken);
        });
        return answer.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        CheckThread();
        var answer = new TaskCompletionSource<T>();
        if (_early.TryGetValue(eventName, out var early) && early.TryDequeue(out var payload))
        {
            answer.SetResult(JsonSerializer.Deserialize<T>(payload)!);
            return answer.Task;
        }

        if (!_waiting.TryGetValue(eventName, out var waiting))
        {
            _waiting[eventName] = waiting = [];
        }

        // The newest wait gets the event, and one that was given up swallows it: both as in Durable.
        waiting.Push(json => answer.TrySetResult(JsonSerializer.Deserialize<T>(json)!));
        MostWaits = Math.Max(MostWaits, waiting.Count);
        cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        return answer.Task;
    }

    public override void SendEvent(string instanceId, string eventName, object payload) => throw NotPlayed();

    public override void SetCustomStatus(object? customStatus) => throw NotPlayed();

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName,
        object? input = null,
        TaskOptions? options = null
    ) => throw NotPlayed();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        throw NotPlayed();

    public override Guid NewGuid() => throw NotPlayed();

    private static NotSupportedException NotPlayed() => new("The orchestrators of this app do not use it.");

    private int Ask(Asked asked)
    {
        CheckThread();
        var id = Asked++;
        if (id == history.Actions.Count)
        {
            history.Actions.Add(asked);
        }
        else if (history.Actions[id] != asked)
        {
            throw new NonDeterminismException($"Call {id} was {history.Actions[id]} and is {asked} in a replay.");
        }

        return id;
    }

    private void Answer(int id, Happened happened)
    {
        if (!_pending.Remove(id, out var answer))
        {
            throw new NonDeterminismException($"{happened} answers a call that this replay has not made.");
        }

        answer(happened);
    }

    private void DeliverEvent(Happened.Raised raised)
    {
        if (_waiting.TryGetValue(raised.Event, out var waiting) && waiting.TryPop(out var answer))
        {
            answer(raised.Payload);
            return;
        }

        if (!_early.TryGetValue(raised.Event, out var early))
        {
            _early[raised.Event] = early = [];
        }

        early.Enqueue(raised.Payload);
    }

    private void CheckThread()
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new NonDeterminismException("The orchestrator went on in another thread.");
        }
    }
}
