namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>One call that makes, changes or removes something: it goes on when nobody waits for it any more.</summary>
internal sealed class RunningAct
{
    private readonly Lazy<Task<string>> _answer;
    private readonly TimeProvider _time;
    private DateTimeOffset _endedAt;

    public RunningAct(ActKey key, Func<Task<string>> call, TimeProvider time)
    {
        Key = key;
        BeganAt = time.GetUtcNow();
        _time = time;
        _answer = new Lazy<Task<string>>(() => RunAsync(call));
    }

    public ActKey Key { get; }

    public DateTimeOffset BeganAt { get; }

    public bool HasEnded => _answer is { IsValueCreated: true, Value.IsCompleted: true };

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? EndedAt => HasEnded ? _endedAt : null;

    /// <summary>Why it has no answer; null while it goes on, and when it has one.</summary>
    public Exception? Failure => HasEnded ? _answer.Value.Exception?.InnerException : null;

    /// <summary>Waits for what it answers, or throws what it threw.</summary>
    /// <returns>Null when there is no answer yet.</returns>
    public async Task<string?> AnswerAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await _answer.Value.WaitAsync(patience, _time, cancellationToken);
        }
        catch (TimeoutException) when (!HasEnded)
        {
            return null;
        }
    }

    private async Task<string> RunAsync(Func<Task<string>> call)
    {
        try
        {
            return await call();
        }
        finally
        {
            _endedAt = _time.GetUtcNow();
        }
    }
}
