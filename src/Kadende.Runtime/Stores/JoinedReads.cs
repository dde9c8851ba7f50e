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
                return line.Next ??= FollowAsync(key, line.Running);
            }

            var running = RunAsync(key);
            _lines.Add(key, new Line(running));
            return running;
        }
    }

    private async Task<T> FollowAsync((bool OfRequest, string Key) key, Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await RunAsync(key);
    }

    private async Task<T> RunAsync((bool OfRequest, string Key) key)
    {
        // Whoever begins it holds the lock, and puts it in line.
        await Task.Yield();
        try
        {
            return await read(key.Key);
        }
        finally
        {
            MoveUp(key);
        }
    }

    private void MoveUp((bool OfRequest, string Key) key)
    {
        lock (_lock)
        {
            var line = _lines[key];
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

    private sealed class Line(Task<T> running)
    {
        public Task<T> Running { get; set; } = running;

        public Task<T>? Next { get; set; }
    }
}
