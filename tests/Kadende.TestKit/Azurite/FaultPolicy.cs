using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Kadende.TestKit.Azurite;

/// <summary>
/// Breaks the wire between a store and its Table service. Sits behind the retries, so that every try counts as a request; set the
/// retries to 0 to end a call with the first fault, as a crash of the process would.
/// </summary>
public sealed class FaultPolicy : HttpPipelinePolicy
{
    private readonly Lock _lock = new();
    private int _count;
    private int _letThrough = int.MaxValue;
    private int _loseAnswer;
    private (int Number, Func<Task> Action)? _interleaved;

    /// <summary>Requests since the last of the calls below.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>From now on all is well.</summary>
    public void Heal() => Set(int.MaxValue, 0);

    /// <summary>Lets this many requests through, then fails all that follow without sending them.</summary>
    public void FailAfter(int requests) => Set(requests, 0);

    /// <summary>Sends request <paramref name="number"/>, counted from 1, but loses its answer; all others are well.</summary>
    public void LoseAnswerOf(int number) => Set(int.MaxValue, number);

    /// <summary>Sends request <paramref name="number"/> but loses its answer, and fails all that follow.</summary>
    public void LoseAnswerAndFailAfter(int number) => Set(number, number);

    /// <summary>Runs something once, right before request <paramref name="number"/> is sent: what another host does in that moment.</summary>
    public void Interleave(int number, Func<Task> action)
    {
        Heal();
        lock (_lock)
        {
            _interleaved = (number, action);
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        throw new NotSupportedException("The stores only make asynchronous requests.");
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var loses = Take();
        await InterleavedAsync();
        await ProcessNextAsync(message, pipeline);
        ThrowIf(loses);
    }

    private void Set(int letThrough, int loseAnswer)
    {
        lock (_lock)
        {
            (_count, _letThrough, _loseAnswer) = (0, letThrough, loseAnswer);
        }
    }

    /// <returns>Whether the answer of this request is to be lost.</returns>
    private bool Take()
    {
        lock (_lock)
        {
            _count++;
            return _count > _letThrough ? throw Broken() : _count == _loseAnswer;
        }
    }

    private Task InterleavedAsync()
    {
        Func<Task>? action = null;
        lock (_lock)
        {
            if (_interleaved is { } planned && planned.Number == _count)
            {
                action = planned.Action;
                _interleaved = null;
            }
        }

        return action?.Invoke() ?? Task.CompletedTask;
    }

    private static void ThrowIf(bool loses)
    {
        if (loses)
        {
            throw Broken();
        }
    }

    // What the SDK's transport throws when a connection breaks.
    private static RequestFailedException Broken() =>
        new("The connection was broken by the test.", new IOException("Broken by the test."));
}
