namespace Kadende.Runtime.Stores;

/// <summary>
/// Reads of one thing that are asked for while another read of it is under way share the next one. What they get was read after they
/// asked, as if each had read by itself; the store is asked once. Passes and users' requests do not share: passes wait for nobody.
/// </summary>
internal sealed class JoinedReads<T>(Func<string, Task<T>> read)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(bool OfRequest, string Key), Line> _lines = [];

    /// <param name="cancellationToken">Ends the wait; the read goes on for the others.</param>
    public Task<T> ReadAsync(string key, CancellationToken cancellationToken) =>
        Join((StoreLane.IsOfRequest, key)).WaitAsync(cancellationToken);

    private Task<T> Join((bool OfRequest, string Key) key)
    {
        lock (_lock)
        {
            if (_lines.TryGetValue(key, out var line))
            {
                return line.Next ??= FollowAsync(key, line, line.Running);
            }

            line = new Line();
            _lines.Add(key, line);
            return line.Running = RunAsync(key, line);
        }
    }

    private async Task<T> FollowAsync((bool OfRequest, string Key) key, Line line, Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await RunAsync(key, line);
    }

    private async Task<T> RunAsync((bool OfRequest, string Key) key, Line line)
    {
        // Whoever begins it holds the lock.
        await Task.Yield();
        try
        {
            return await read(key.Key);
        }
        finally
        {
            MoveUp(key, line);
        }
    }

    private void MoveUp((bool OfRequest, string Key) key, Line line)
    {
        lock (_lock)
        {
            if (line.Next is null)
            {
                _lines.Remove(key);
            }
            else
            {
                (line.Running, line.Next) = (line.Next, null);
            }
        }
    }

    private sealed class Line
    {
        public Task<T> Running { get; set; } = null!;

        public Task<T>? Next { get; set; }
    }
}
